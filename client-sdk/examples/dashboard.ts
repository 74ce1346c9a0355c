import { parseArgs, styleText } from 'node:util';
import { createClient, TribunalError } from '@tribunal/client';
import { type Board, frame, isOver, type Paint, type Row } from './dashboard-view.ts';

// Follows every scan of a tenant in the terminal: node dashboard.ts [--until-idle] [--recent 20]
// TRIBUNAL_URL and TRIBUNAL_TOKEN say where and as whom. Without a terminal it prints a line for each change.

const { values } = parseArgs({
  options: {
    /** Ends when no scan is under way. */
    'until-idle': { type: 'boolean', default: false },
    /** How many scans that have ended are shown at first. */
    recent: { type: 'string', default: '20' },
    /** Draws frames although the output is no terminal. */
    draw: { type: 'boolean', default: false },
  },
});
const { TRIBUNAL_URL: url = 'http://127.0.0.1:4000', TRIBUNAL_TOKEN: token } = process.env;
if (!token) throw new Error('Set TRIBUNAL_TOKEN to a token with the scopes scans:read and findings:read.');

const client = createClient({ url, token });
const stop = new AbortController();
const drawn = values.draw || process.stdout.isTTY;
const rows = new Map<string, Row>();
const followed = new Set<string>();
/** By the events alone: a row may be ahead of them, and what the scan has found is still to come then. */
const underWay = new Set<string>();
const board: Board = { tenant: '', rows: [], findings: [], connection: 'idle' };

/** Reads what there is; what happens from then on is in the events after the cursor that this answers. */
async function read(): Promise<string> {
  const { tenant } = await client.viewer();
  board.tenant = tenant.name;
  underWay.clear();
  let ended = 0;
  for await (const scan of client.scans.list()) {
    if (isOver(scan)) ended += 1;
    if (ended > Number(values.recent)) break;
    rows.set(scan.id, scan);
    if (!isOver(scan)) underWay.add(scan.id);
    follow(scan);
  }
  return tenant.cursor;
}

/** The newest state of one scan, as often as it changes. All of them come over one connection. */
function follow({ id, status }: Pick<Row, 'id' | 'status'>): void {
  if (followed.has(id) || isOver({ status })) return;
  followed.add(id);
  const keep = async () => {
    for await (const { counts, status } of client.scans.progress(id, { signal: stop.signal })) {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, counts, status });
      draw();
    }
    rows.set(id, await client.scans.get(id));
    draw();
  };
  keep().catch(giveUp);
}

async function watch(after: string): Promise<void> {
  for await (const event of client.events.watch({ kinds: ['SCAN', 'FINDING'], after, signal: stop.signal })) {
    if (event.__typename === 'ScanChanged' && event.scanId) await changed(event.scanId, event.action);
    if (event.__typename === 'FindingChanged' && event.action === 'recorded' && event.finding) {
      const { title, severity } = event.finding;
      const target = rows.get(event.scanId ?? '')?.target?.name ?? event.targetId ?? '';
      board.findings.unshift({ title, severity, target, at: event.at, isNew: event.isNew });
      board.findings.length = Math.min(board.findings.length, 100);
      tell(`${severity.padEnd(9)} ${title} · ${target}`);
    }
    draw();
    if (values['until-idle'] && idle()) return;
  }
}

async function changed(id: string, action: string): Promise<void> {
  if (action === 'deleted' || isOver({ status: action.toUpperCase() })) underWay.delete(id);
  else underWay.add(id);
  if (action === 'deleted') return void rows.delete(id);
  const scan = await client.scans.get(id);
  rows.set(id, scan);
  follow(scan);
  tell(
    `${scan.status.toLowerCase().padEnd(9)} ${scan.target?.name ?? id} · ${scan.counts.judged}/${scan.counts.planned}`,
  );
}

const idle = () => underWay.size === 0;

function tell(line: string): void {
  if (!drawn) console.log(line.replace(/\p{Cc}/gu, ' '));
}

const paint: Paint = (style, text) => styleText(style, text, { validateStream: !values.draw });
let due: ReturnType<typeof setTimeout> | undefined;

/** At most ten frames a second, however fast the events come; none once the screen has been given back. */
function draw(): void {
  if (drawn && !stop.signal.aborted) due ??= setTimeout(paintFrame, 100);
}

function paintFrame(): void {
  clearTimeout(due);
  due = undefined;
  board.rows = [...rows.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  board.connection = client.connection.state();
  const { columns: width = 110, rows: height = 30 } = process.stdout;
  const lines = frame(board, { width, height, now: Date.now() }, paint);
  process.stdout.write(`\x1b[H${lines.map((line) => `${line}\x1b[K\n`).join('')}\x1b[J`);
}

function giveUp(error: unknown): void {
  if (error instanceof TribunalError && ['aborted', 'not_found'].includes(error.code)) return;
  process.exitCode = 1;
  stop.abort();
  console.error(error instanceof TribunalError ? `${error.message} (${error.code})` : error);
}

process.once('SIGINT', () => stop.abort());
client.connection.subscribe(draw);
if (drawn) process.stdout.write('\x1b[?1049h\x1b[?25l');
const clock = drawn ? setInterval(draw, 1000) : undefined;
try {
  for (let again = true; again; ) {
    again = false;
    const after = await read();
    draw();
    if (values['until-idle'] && idle()) break;
    // Events are not kept for ever. When the place is gone, what there is is read anew, and nothing is shown that is not so.
    await watch(after).catch((error) => {
      again = error instanceof TribunalError && ['cursor_lost', 'history_expired'].includes(error.code);
      if (!again) giveUp(error);
    });
  }
} catch (error) {
  giveUp(error);
} finally {
  stop.abort();
  clearInterval(clock);
  if (drawn) paintFrame();
  if (drawn) process.stdout.write('\x1b[?25h\x1b[?1049l');
}
