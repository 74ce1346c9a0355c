import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { obey } from '#test/kit/scan.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = await readFile(join(root, 'client-sdk/README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => match[1]!);

/** What each block prints, in order. */
const SHOWS = [
  /planned: 2/,
  /^true$/,
  /^\d+ \{ (?=.*low: \d+)(?=.*high: \d+)[^}]*\}[\s\S]*not asked: /,
  /QUEUED[\s\S]*RUNNING[\s\S]*CRITICAL|HIGH[\s\S]*COMPLETED/,
  /OWASP_LLM01[\s\S]*prompt-injection-basic/,
  /^0 new 0 fixed 0 back\n1 unchanged[\s\S]*COMPLETED\n1$/,
  /^would change [1-9]/,
  /nothing waits$/,
  /\d+ tested \d+ not tested \d+ cannot be tested\n[\s\S]*OWASP_LLM[\s\S]*\nvalid$/,
  /the connection is live[\s\S]*SCAN running[\s\S]*FINDING recorded[\s\S]*SCAN completed\nthe connection is idle$/,
  /^invalid_url \[ 'url' \]/,
  /^query viewer 1 invalid_token\nquery viewer 2 ok\nhello default$/,
];

let system: TestSystem;
let model: ModelServer;
let folder: string;

beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  model = await startModelServer({ reply: obey });
  // Below the project, so that its packages are found; the package's own name leads to its source.
  folder = await mkdtemp(join(root, 'node_modules', '.readme-'));
  const compilerOptions = {
    paths: { '@tribunal/client': [join(root, 'client-sdk/index.ts')] },
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'], exclude: [] }),
  );
  for (const [i, block] of blocks.entries()) await writeFile(join(folder, `block-${i}.ts`), block);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await model.close();
  await system[Symbol.asyncDispose]();
});

describe('the README’s code', () => {
  it('is there', () => {
    expect(blocks).toHaveLength(SHOWS.length);
  });

  it('names every method, and no other', () => {
    const rows = [...readme.matchAll(/^\| (?:`(\w+)` )?\| (`.*`) \|$/gm)].filter(([, , methods]) =>
      /^`\w+`(, `\w+`)*$/.test(methods!),
    );
    const named = rows.flatMap(([, noun, methods]) =>
      methods!.match(/\w+/g)!.map((name) => (noun ? `${noun}.${name}` : name)),
    );
    const { connection: _, ...client } = createClient({ url: system.url, token: OWNER });
    const all = Object.entries(client).flatMap(([noun, held]) =>
      typeof held === 'function' ? [noun] : Object.keys(held).map((name) => `${noun}.${name}`),
    );
    // Pages of what `diff` reads whole.
    expect(named.sort()).toEqual(all.filter((name) => name !== 'scans.diffPage').sort());
  });

  it('has the types that the package has', async () => {
    const checked = await run(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', folder]).catch((error) => error);
    expect(checked.stdout).toBe('');
  });

  it.each(
    blocks.map(
      (block, i) =>
        [
          block
            .split('\n')
            .find((line) => line.includes('await'))
            ?.trim() ?? '',
          i,
        ] as const,
    ),
  )('runs: %s', async (_line, i) => {
    const sdk = pathToFileURL(join(root, 'client-sdk/index.ts')).href.replaceAll("'", '%27'); // it stands in quotes there
    const source = blocks[i]!.replace('@tribunal/client', sdk);
    const cwd = await mkdtemp(join(tmpdir(), 'tribunal-readme-'));
    const file = join(cwd, 'block.ts');
    await writeFile(file, source);
    const env = {
      ...process.env,
      TRIBUNAL_URL: system.url,
      TRIBUNAL_TOKEN: OWNER,
      TARGET_URL: `${model.url}/chat/completions`,
    };
    const { stdout } = await run(process.execPath, [file], { env, cwd, timeout: 60_000 });
    expect(stdout.trim()).toMatch(SHOWS[i]!);
  });
});
