const COLOURS: Readonly<Record<string, string>> = {
  trace: '\x1b[90m',
  debug: '\x1b[90m',
  info: '\x1b[36m',
  warn: '\x1b[33m',
  error: '\x1b[31m',
  fatal: '\x1b[35m',
};
const DIM = '\x1b[2m';
const PLAIN = '\x1b[0m';

/**
 * A line of the log for a terminal: time of day, level, message, then the members; an error's stack below. Text that is no JSON
 * object is passed on as it is. Control characters from outside are shown escaped, as JSON writes them.
 */
export function prettyLine(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const { level, time, msg, pid: _, err, ...rest } = entry;
  const label = String(level ?? 'info');
  const clock = String(time ?? '').slice(11, 23);
  const members = Object.entries(rest).map(([name, value]) => `${name}=${plain(value)}`);
  const { text, stack } = describeError(err);
  const head = `${DIM}${clock}${PLAIN} ${COLOURS[label] ?? ''}${label.padEnd(5)}${PLAIN} ${plain(msg ?? '')}`;
  const tail = [...members, ...text].join(' ');
  return `${head}${tail ? ` ${DIM}${tail}${PLAIN}` : ''}\n${stack}`;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Text without quotes where it needs none. */
function plain(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  const quoted = JSON.stringify(value);
  return quoted.length === value.length + 2 ? value : quoted;
}

function describeError(err: unknown): { text: string[]; stack: string } {
  if (err === undefined) return { text: [], stack: '' };
  const { message, stack } = err as { message?: string; stack?: string };
  if (!stack) return { text: [`err=${plain(message ?? err)}`], stack: '' };
  const lines = stack.split('\n').map((row) => `    ${plain(row.trim())}`);
  return { text: [], stack: `${DIM}${lines.join('\n')}${PLAIN}\n` };
}
