import type { IncomingHttpHeaders } from 'node:http';

const HOUR_MS = 3_600_000;

/**
 * How long an endpoint asks to be left alone, in milliseconds from `now`, at most an hour; null when it does not say.
 *
 * In this order: `retry-after-ms`; `Retry-After` in seconds or as a date; `x-ratelimit-reset` in seconds or as a Unix time; and the
 * longest reset of the limits that have nothing left (`x-ratelimit-remaining-tokens: 0`, `x-ratelimit-reset-tokens: 6m0.5s`).
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | null {
  const said =
    milliseconds(headers['retry-after-ms']) ??
    moment(headers['retry-after'], now) ??
    moment(headers['x-ratelimit-reset'], now) ??
    exhausted(headers, now);
  return said === null ? null : Math.min(Math.max(Math.ceil(said), 0), HOUR_MS);
}

type Header = string | string[] | undefined;

function milliseconds(value: Header): number | null {
  const text = firstOf(value);
  return /^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** Seconds, a Unix time in seconds, a duration such as `1m30s` or `20ms`, or a date. */
function moment(value: Header, now: number): number | null {
  const text = firstOf(value);
  if (/^\d{1,12}(\.\d{1,9})?$/.test(text)) {
    const seconds = Number(text);
    return seconds > 1e9 ? seconds * 1000 - now : seconds * 1000;
  }
  const span = duration(text);
  if (span !== null) return span;
  const date = /^[\w,:+. -]{8,40}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date - now;
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: HOUR_MS, m: 60_000, s: 1000, ms: 1 };

function duration(text: string): number | null {
  let total = 0;
  let length = 0;
  for (const [part, amount, unit] of text.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|[dhms])/g)) {
    total += Number(amount) * UNITS[unit!]!;
    length += part.length;
  }
  return length > 0 && length === text.length ? total : null;
}

const LIMITS = [
  ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
  ['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset'],
  ['anthropic-ratelimit-tokens-remaining', 'anthropic-ratelimit-tokens-reset'],
  ['anthropic-ratelimit-input-tokens-remaining', 'anthropic-ratelimit-input-tokens-reset'],
  ['anthropic-ratelimit-output-tokens-remaining', 'anthropic-ratelimit-output-tokens-reset'],
] as const;

function exhausted(headers: IncomingHttpHeaders, now: number): number | null {
  const waits = LIMITS.filter(([remaining]) => firstOf(headers[remaining]) === '0')
    .map(([, reset]) => moment(headers[reset], now))
    .filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.max(...waits);
}

function firstOf(value: Header): string {
  return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 60) ?? '';
}
