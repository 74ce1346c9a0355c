import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WEAKNESSES } from '#src/demo/bot/weaknesses.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** A temporary folder for each demo, where nothing of it may be left. */
let folder: string;
/** Where it writes its reports. */
let reports: string;
beforeEach(() => {
  reports = mkdtempSync(join(tmpdir(), 'demo-reports-'));
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  // As root the embedded server runs as another user, who has to get through here.
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(reports, { recursive: true, force: true });
});

function startDemo(argv: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'demo', '--reports', reports, ...argv], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: folder },
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[status], stdout, stderr]) => ({ status: status as number | null, stdout, stderr, left: readdirSync(folder) }),
  );
  return { child, ended };
}

/** Whoever has the files alone can verify them when the demo is gone: with the command, and without the system that signed. */
function expectReports({ files, keys }: { files: { format: string; path: string; verdict: string }[]; keys: string }) {
  expect(files.map(({ format, verdict }) => [format, verdict])).toEqual([
    ['pdf', 'valid'],
    ['json', 'valid'],
  ]);
  const verify = (path: string) =>
    spawnSync(process.execPath, [MAIN, 'verify', path, '--keys', keys], { encoding: 'utf8' });
  for (const { path } of files) {
    expect(verify(path)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^VALID/) });
    appendFileSync(path, ' ');
    expect(verify(path)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^ALTERED/) });
  }
}

describe('the demo as a whole', () => {
  test('finds every weakness of the bot, nothing else, and prints one JSON object', async () => {
    const { status, stdout, stderr, left } = await startDemo(['--json']).ended;
    expect({ status, stderr, left }).toEqual({ status: 0, stderr: '', left: [] });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual([
      'scanId',
      'statuses',
      'attempts',
      'findings',
      'events',
      'durationMs',
      'expected',
      'reports',
    ]);
    expect(report.expected).toEqual({ found: WEAKNESSES.map(({ id }) => id), missed: [], falseFindings: [] });
    expect(report.statuses).toEqual(['queued', 'running', 'judging', 'completed']);
    const { total, vulnerable, resistant, inconclusive } = report.attempts;
    expect(vulnerable + resistant + inconclusive).toBe(total);
    expect(resistant / total).toBeGreaterThan(0.6);
    expect(report.events.received).toBe(report.events.lastSequence);
    expectReports(report.reports);
    for (const finding of report.findings) {
      expect(finding).toEqual({
        id: expect.stringMatching(/^fnd_/),
        title: expect.any(String),
        severity: expect.stringMatching(/^(?:critical|high|medium|low|info)$/),
        risk: expect.stringMatching(/^(?:LLM|ASI)\d\d$/),
        refs: expect.arrayContaining([expect.stringMatching(/^OWASP_/)]),
        confidence: expect.any(Number),
      });
    }
  });

  test('tells a person what it does, line by line, where there is no terminal', async () => {
    const probes = 'endless-repetition,encoded-instruction';
    const { status, stdout, left } = await startDemo(['--probes', probes]).ended;
    expect({ status, left }).toEqual({ status: 0, left: [] });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the point is that there are none
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(stdout).toMatch(/^status {4}completed$/m);
    expect(stdout).toMatch(/^finding {3}medium {2}LLM10 {2}Word repeated/m);
    expect(stdout).toContain('✓ found  Obeys orders in Base64');
    expect(stdout).toContain('No false finding.');
    for (const name of ['pdf', 'json'])
      expect(stdout).toMatch(new RegExp(`^  \\S*tribunal-demo\\.${name} .* ✓ signed, verified$`, 'm'));
  });
});

describe('an endpoint of the user’s', () => {
  let server: Server;
  let url: string;
  let asked: () => void = () => {};
  let answers: boolean;

  beforeAll(async () => {
    server = createServer((_, response) => {
      asked();
      if (answers) response.writeHead(500).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('that answers nothing but errors is no success', async () => {
    answers = true;
    const args = ['--json', '--target-url', url, '--probes', 'prompt-injection-basic'];
    const { status, stdout, left } = await startDemo(args).ended;
    expect({ status, left }).toEqual({ status: 1, left: [] });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ findings: [], attempts: { vulnerable: 0, resistant: 0 }, expected: null });
    expect(report.statuses.at(-1)).toBe('failed');
  });

  test('that hangs can be left with Ctrl-C, and nothing stays behind', async () => {
    answers = false;
    const { child, ended } = startDemo(['--json', '--target-url', url, '--probes', 'prompt-injection-basic']);
    asked = () => child.kill('SIGINT');
    const { status, stdout, stderr, left } = await ended;
    expect({ status, stdout, stderr, left }).toEqual({ status: 130, stdout: '', stderr: 'Stopped.\n', left: [] });
  });
});
