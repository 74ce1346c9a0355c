import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '#sdk/codegen.ts';
import { ROOT } from '#test/kit/sources.ts';

const run = promisify(execFile);
const written = config.hooks?.beforeOneFileWrite as (path: string, content: string) => string;
const SDK = join(ROOT, 'client-sdk');

describe('what is generated', () => {
  it('is what the schema and the operations give', async () => {
    const files = (await generate({ ...config, cwd: ROOT, silent: true } as never, false)) as {
      filename: string;
      content: string;
    }[];
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const { filename, content } of files) {
      const committed = await readFile(join(ROOT, filename), 'utf8');
      expect(committed === written(filename, content), `${filename}: run npm run generate`).toBe(true);
    }
  });

  it('reaches every field at the top of the schema, but the two for the nodes of other clients', async () => {
    const schema = buildSchema(await readFile(join(ROOT, 'schema/schema.graphql'), 'utf8'));
    const asked = new Set<string>();
    for (const file of await readdir(join(SDK, 'operations')))
      for (const one of parse(await readFile(join(SDK, 'operations', file), 'utf8')).definitions)
        if (one.kind === Kind.OPERATION_DEFINITION)
          for (const field of one.selectionSet.selections)
            if (field.kind === Kind.FIELD) asked.add(`${one.operation} ${field.name.value}`);
    const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!];
    const all = roots.flatMap((root) =>
      Object.keys(root.getFields()).map((field) => `${root.name.toLowerCase()} ${field}`),
    );
    expect(all.filter((field) => !asked.has(field))).toEqual(['query node', 'query nodes']);
  });
});

it('the hand-written rim has fewer than 400 lines, without comments and imports', async () => {
  const { exclude } = JSON.parse(await readFile(join(SDK, 'tsconfig.json'), 'utf8'));
  const files = (await readdir(SDK)).filter((file) => file.endsWith('.ts') && !exclude.includes(file));
  expect(files).toContain('run.ts');
  const texts = await Promise.all(files.map((file) => readFile(join(SDK, file), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
  expect(lines.filter((line) => !/^(import|export) .* from '/.test(line)).length).toBeLessThan(400);
});

describe('the package, packed and installed', () => {
  let folder: string;
  let packed: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal-sdk-'));
    // Packed from a copy, so that nothing is built into the sources.
    const copy = join(folder, 'sources/client-sdk');
    await mkdir(join(folder, 'sources'));
    await cp(SDK, copy, { recursive: true, filter: (path) => !/\/(dist|node_modules)$/.test(path) });
    await cp(join(ROOT, 'tsconfig.json'), join(folder, 'sources/tsconfig.json'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'sources/node_modules'));
    const npm = (cwd: string, ...args: string[]) =>
      run('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd });
    const { stdout } = await npm(copy, 'pack', '--json', '--pack-destination', folder);
    const [pack] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m)))) as [
      { filename: string; files: { path: string }[] },
    ];
    packed = pack.files.map(({ path }) => path);
    const user = join(folder, 'user');
    await mkdir(user);
    // The dependency comes from this project's own packages: a test needs no network.
    const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules/graphql-ws/package.json'), 'utf8'));
    const dependencies = {
      '@tribunal/client': `file:../${pack.filename}`,
      'graphql-ws': `file:${join(ROOT, 'node_modules/graphql-ws')}`,
    };
    const manifest = {
      name: 'user',
      version: '1.0.0',
      type: 'module',
      dependencies,
      overrides: { 'graphql-ws': '$graphql-ws' },
    };
    await writeFile(join(user, 'package.json'), JSON.stringify(manifest));
    await npm(user, 'install', '--legacy-peer-deps');
    expect(version).toBe(JSON.parse(await readFile(join(SDK, 'package.json'), 'utf8')).dependencies['graphql-ws']);
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds what runs, its types and its README, and nothing else', () => {
    expect(packed).toContain('dist/index.js');
    expect(packed).toContain('dist/_generated/methods.d.ts');
    expect(packed.filter((path) => !/^(package\.json|README\.md|dist\/.*(\.js|\.d\.ts))$/.test(path))).toEqual([]);
    expect(packed.filter((path) => /codegen|release|example/.test(path))).toEqual([]);
  });

  it('needs graphql-ws alone', async () => {
    const dist = join(folder, 'user/node_modules/@tribunal/client/dist');
    const files = (await readdir(dist, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file));
    const texts = await Promise.all(files.map((file) => readFile(join(dist, file), 'utf8')));
    const packages = texts.flatMap((text) =>
      [...text.matchAll(/from ['"]([^'".][^'"]*)['"]/g)].map(([, name]) => name),
    );
    expect([...new Set(packages)]).toEqual(['graphql-ws/client']);
  });

  it('is used from JavaScript', async () => {
    const source = `import { createClient, TribunalError } from '@tribunal/client';
const error = await createClient({ url: 'http://127.0.0.1:9', token: 't', retries: 0 }).viewer().catch((thrown) => thrown);
console.log(error instanceof TribunalError, error.code);`;
    await writeFile(join(folder, 'user/use.mjs'), source);
    const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: join(folder, 'user') });
    expect(stdout.trim()).toBe('true network');
  });

  it('is used from TypeScript, and says what is wrong', async () => {
    const check = async (use: string, ...lib: string[]) => {
      const source = `import { createClient, type Finding } from '@tribunal/client';
const client = createClient({ url: 'http://127.0.0.1:9', token: async () => 't' });
export async function main(): Promise<void> { ${use} }`;
      await writeFile(join(folder, 'user/use.ts'), source);
      const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', ...lib];
      const tsc = join(ROOT, 'node_modules/.bin/tsc');
      const cwd = join(folder, 'user');
      return run(tsc, [...options, 'use.ts'], { cwd }).then(
        () => '',
        (error) => error.stdout as string,
      );
    };
    const right = `const found: Finding[] = [];
for await (const one of client.findings.list({ filter: { severity: ['HIGH'] } })) found.push(one);`;
    const wrong = "for await (const one of client.findings.list({ filter: { severity: ['BAD'] } })) one.title;";
    const page = ['--lib', 'es2024,dom', '--types', ''];
    const program = ['--lib', 'es2024', '--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
    for (const where of [page, program]) {
      expect(await check(right, ...where)).toBe('');
      expect(await check("await client.targets.create({ name: 'x' });", ...where)).toContain(
        "Property 'url' is missing",
      );
      expect(await check(wrong, ...where)).toContain('BAD');
    }
  }, 120_000);
});
