import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMES } from '#src/platform/config-variables.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const read = (file: string) => readFile(join(root, file), 'utf8');

describe('the README', () => {
  it('names only npm scripts that exist', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named = [...(await read('README.md')).matchAll(/npm (?:run (?:-s )?)?([a-z]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => name !== 'ci' && name !== 'run' && !(name in scripts))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['demo', 'test', 'start', 'api', 'worker', 'migrate', 'bench']));
  });

  it('links only to files that exist', async () => {
    const links = [...(await read('README.md')).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(links).toContain('ARCHITECTURE.md');
  });

  it('leaves the settings to two files, which name every one', async () => {
    const [page, example] = [await read('docs/settings.md'), await read('.env.example')];
    const judges = /^JUDGE_(OBJECTIVE|SPECIFICITY|CRITERIA|META)_/;
    expect(NAMES.filter((name) => !example.includes(`${name}=`))).toEqual([]);
    expect(NAMES.filter((name) => !judges.test(name) && !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** A clone of the last commit, with an empty home and without this clone's programs on the PATH: what a stranger has. */
describe('a fresh clone', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal clone '));
    await mkdir(join(folder, 'home'));
    await run('git', ['clone', '--quiet', '--no-hardlinks', root, join(folder, 'tribunal')]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('installs, runs the demo to its end and stays clean', { timeout: 600_000 }, async () => {
    const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
    const options = {
      cwd: join(folder, 'tribunal'),
      env: { PATH: path.join(delimiter), HOME: join(folder, 'home') },
      maxBuffer: 64 * 2 ** 20,
    };
    await run('npm', ['ci', '--no-fund', '--no-audit'], options);
    const { stdout } = await run('npm', ['run', '-s', 'demo', '--', '--json'], options);
    const result = JSON.parse(stdout) as {
      statuses: string[];
      attempts: Record<string, number>;
      events: { received: number; lastSequence: number };
      expected: { found: string[]; missed: string[]; falseFindings: string[] };
    };
    expect(result.statuses).toEqual(['queued', 'running', 'judging', 'completed']);
    const { total, vulnerable, resistant, inconclusive } = result.attempts;
    expect(vulnerable! + resistant! + inconclusive!).toBe(total);
    expect(result.events.received).toBe(result.events.lastSequence);
    expect(result.expected).toMatchObject({ missed: [], falseFindings: [] });
    expect(result.expected.found.length).toBeGreaterThanOrEqual(10);
    expect((await run('git', ['status', '--porcelain'], options)).stdout).toBe('');
  });
});
