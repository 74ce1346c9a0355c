import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from '@graphql-codegen/cli';
import { expect, it } from 'vitest';
import config from '#sdk/codegen.ts';
import { ROOT } from '#test/kit/sources.ts';

const run = promisify(execFile);
const written = config.hooks?.beforeOneFileWrite as (path: string, content: string) => string;

it('what is generated is what the schema and the operations give', async () => {
  const files = (await generate({ ...config, cwd: ROOT, silent: true } as never, false)) as {
    filename: string;
    content: string;
  }[];
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const { filename, content } of files) {
    const committed = await readFile(join(ROOT, filename), 'utf8');
    expect(committed === written(filename, content), `${filename}: run npm run generate`).toBe(true);
  }
});

it('the package builds to JavaScript and types that stand alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-sdk-'));
  try {
    const out = join(folder, 'node_modules/@tribunal/client/dist');
    await run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', join(ROOT, 'client-sdk/tsconfig.json'), '--outDir', out]);
    const files = (await readdir(out, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file));
    const texts = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')));
    const packages = texts.flatMap((text) =>
      [...text.matchAll(/from ['"]([^'".][^'"]*)['"]/g)].map((match) => match[1]),
    );
    expect([...new Set(packages)]).toEqual(['graphql-ws/client']);
    await writeFile(join(out, '../package.json'), await readFile(join(ROOT, 'client-sdk/package.json'), 'utf8'));
    await writeFile(
      join(folder, 'use.mjs'),
      `import { createClient } from '@tribunal/client'; createClient({ url: 'http://127.0.0.1:9', token: 't' }).viewer().catch((error) => console.log(error.name, error.code));`,
    );
    await symlink(join(ROOT, 'node_modules/graphql-ws'), join(folder, 'node_modules/graphql-ws'));
    const { stdout } = await run(process.execPath, [join(folder, 'use.mjs')]);
    expect(stdout.trim()).toBe('TribunalError network');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
