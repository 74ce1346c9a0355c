import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { runDemo } from '#src/demo/demo-command.ts';
import { DEMO_USAGE, readDemoOptions } from '#src/demo/demo-options.ts';

/** A demo that must not get as far as starting anything. */
async function run(...argv: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const status = await runDemo(argv, {
    startSystem: () => Promise.reject(new Error('started')),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signals: new EventEmitter(),
  });
  return { status, stdout, stderr };
}

describe('options', () => {
  test('nothing means the bot and the whole library', () => {
    const nothing = { json: false, keep: false, target: null, probeIds: [], reports: 'demo-reports' };
    expect(readDemoOptions([])).toEqual(nothing);
  });

  test('are read as the usage says', () => {
    const argv = ['--json', '--keep', '--probes', 'a,b', '--probes', 'c', '--target-url', 'http://x.example/v1'];
    const folder = ['--reports', '/tmp/x'];
    const headers = ['--header', 'Authorization: Bearer a:b', '--header', 'X-Team: red '];
    expect(readDemoOptions([...argv, '--model', 'm', ...headers, ...folder])).toEqual({
      reports: '/tmp/x',
      json: true,
      keep: true,
      probeIds: ['a', 'b', 'c'],
      target: {
        url: 'http://x.example/v1',
        model: 'm',
        headers: { Authorization: 'Bearer a:b', 'X-Team': 'red' },
      },
    });
  });

  test('the usage goes to standard output', async () => {
    expect(await run('--help')).toEqual({ status: 0, stdout: DEMO_USAGE, stderr: '' });
  });

  test.each([
    [['--jsn'], /'--jsn'/],
    [['scan'], /'scan'/],
    [['--probes', 'prompt-injection-basic,no-such-probe'], /no-such-probe/],
    [['--probes', 'a,,b'], /commas/],
    [['--probes'], /--probes/],
    [['--model', 'm'], /--target-url/],
    [['--header', 'A: b'], /--target-url/],
    [['--target-url', 'ftp://x'], /http or https/],
    [['--target-url', 'http://127.0.0.1:1/', '--header', 'nonsense'], /NAME: VALUE/],
    [['--target-url', 'http://127.0.0.1:1/', '--header', 'A: b\r\nC: d'], /NAME: VALUE/],
  ])('%j: one sentence, exit status 2, and nothing is started', async (argv, says) => {
    const { status, stdout, stderr } = await run(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
