import { describe, expect, it } from 'vitest';
import { openLog } from '#src/platform/log.ts';

const TOKEN = 'trb_live_0123456789abcdefABCDEF';

function capture(pretty: boolean) {
  const lines: string[] = [];
  const log = openLog({ level: 'debug', pretty, write: (line) => void lines.push(line) });
  return { log, lines };
}

describe.each([false, true])('the log (pretty: %s)', (pretty) => {
  it('keeps ids and drops credentials, wherever they stand', () => {
    const { log, lines } = capture(pretty);
    const req = { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2', accept: 'json' } };
    log.child({ tenantId: 'ten_1' }).info({ requestId: 'r1', req, token: 'hunter2', password: 'hunter2' }, 'in');
    log.warn(`called with ${TOKEN} and Bearer hunter2`);
    log.error({ err: new Error(`postgresql://u:hunter2@db/x and ${TOKEN}`) }, 'failed');
    const text = lines.join('');
    expect(lines).toHaveLength(3);
    for (const kept of ['ten_1', 'r1', 'json', 'called with', 'failed']) expect(text).toContain(kept);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(TOKEN);
  });

  it("leaves a database error's quoted row out and keeps its code and cause", () => {
    const { log, lines } = capture(pretty);
    const error = Object.assign(new Error('refused'), { code: '23505', detail: 'Failing row contains (hunter2)' });
    log.error({ err: new Error('outer', { cause: error }) }, 'failed');
    expect(lines.join('')).not.toContain('hunter2');
    expect(lines.join('')).toContain('outer');
    if (!pretty) expect(JSON.parse(lines[0]!).err.cause).toMatchObject({ message: 'refused', code: '23505' });
  });

  it('shows no control characters of others', () => {
    const { log, lines } = capture(pretty);
    log.info({ name: 'a\x1b[2Jb' }, 'line\nbreak \x1b[31mred');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\x1b[2J');
    expect(lines[0]).not.toContain('\x1b[31m');
    expect(lines[0]!.trimEnd()).not.toContain('\n');
  });
});
