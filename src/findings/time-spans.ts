/** From a moment to before another. */
export type Span = [from: Date, to: Date];

/** A time cut into whole UTC months, whole days beside them, and the pieces of days at its ends; each part at most twice. */
export type Spans = { months: Span[]; days: Span[]; pieces: Span[] };

/** No finding was seen before or after, and every date between is one of PostgreSQL's. */
const EARLIEST = new Date('0001-01-01T00:00:00Z');
const LATEST = new Date('9999-01-01T00:00:00Z');

/** Null is without end. Pure. */
export function spansBetween(from: Date | null, to: Date | null): Spans {
  const start = from && from > EARLIEST ? from : EARLIEST;
  const end = to && to < LATEST ? to : LATEST;
  return cut([start, end], ['months', 'days', 'pieces']);
}

type Part = keyof Spans;

/** The largest parts stand in the middle; what is left on either side is cut into the next smaller ones. */
function cut([from, to]: Span, [part, ...smaller]: Part[]): Spans {
  const none: Spans = { months: [], days: [], pieces: [] };
  if (part === undefined || from >= to) return none;
  const [first, end] = part === 'pieces' ? [from, to] : [upTo(part, from), downTo(part, to)];
  if (first >= end) return cut([from, to], smaller);
  const [before, after] = [cut([from, first], smaller), cut([end, to], smaller)];
  const joined = (name: Part) => [...before[name], ...after[name]];
  const sides: Spans = { months: joined('months'), days: joined('days'), pieces: joined('pieces') };
  return { ...sides, [part]: [[first, end], ...sides[part]] };
}

function downTo(part: Part, time: Date): Date {
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), part === 'days' ? time.getUTCDate() : 1];
  const whole = new Date(0);
  whole.setUTCFullYear(year, month, day);
  return whole;
}

function upTo(part: Part, time: Date): Date {
  const whole = downTo(part, time);
  if (whole.getTime() === time.getTime()) return whole;
  if (part === 'days') whole.setUTCDate(whole.getUTCDate() + 1);
  else whole.setUTCMonth(whole.getUTCMonth() + 1);
  return whole;
}
