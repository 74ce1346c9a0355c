import { Cron } from 'croner';
import { DomainError } from '#src/platform/errors.ts';

/** When a schedule is due: five fields of cron, read in a time zone of the IANA database. */
export type ScheduleTimes = { cron: string; timeZone: string };

/** Between two due times at least: a scan asks its target hundreds of times. */
export const LEAST_MINUTES = 5;
/** More due times of the past than these are counted as so many. */
export const MISSED_MAX = 10_000;
const LOOKED_AT = 300;

/**
 * Checks a schedule's times.
 *
 * @throws DomainError `invalid_cron` or `invalid_time_zone`, saying what is wrong with which member
 */
export function checkTimes(times: ScheduleTimes, now: Date): void {
  refuseZone(times.timeZone);
  // The library also reads dates and words such as @daily, which the documentation does not promise and a next library may not read.
  if (times.cron.trim().split(/\s+/).length !== 5) throw invalidCron(NOT_FIVE);
  // Read in UTC, where that costs a tenth: what the fields leave between two times is the same in every zone.
  const runs = compile({ ...times, timeZone: 'UTC' }).nextRuns(LOOKED_AT, now);
  if (runs.length === 0) throw invalidCron(`never comes: there is no such day`);
  const gaps = runs.slice(1).map((run, i) => run.getTime() - runs[i]!.getTime());
  if (gaps.some((gap) => gap < LEAST_MINUTES * 60_000)) {
    throw invalidCron(`comes more often than every ${LEAST_MINUTES} minutes`);
  }
}

/**
 * The next due times after `after`, in order, at most `count`. A local time that daylight saving leaves out is due at the end of the gap; one that
 * comes twice is due the first time. Hourly and more frequent ones go on by the clock of the world.
 */
export function nextRuns(times: ScheduleTimes, count: number, after: Date): Date[] {
  return compile(times).nextRuns(count, after);
}

/** Null when it never comes again. */
export function nextRun(times: ScheduleTimes, after: Date): Date | null {
  return compile(times).nextRun(after);
}

/** Due times after `due` that have passed by `now`, counted up to `MISSED_MAX`. */
export function countMissed(times: ScheduleTimes, due: Date, now: Date): number {
  const cron = compile(times);
  let count = 0;
  for (let at = cron.nextRun(due); at !== null && at <= now && count < MISSED_MAX; at = cron.nextRun(at)) count += 1;
  return count;
}

function compile({ cron, timeZone }: ScheduleTimes): Cron {
  try {
    return new Cron(cron, { timezone: timeZone, paused: true, mode: '5-part' });
  } catch (error) {
    throw invalidCron(reasonOf(error as Error));
  }
}

const NOT_FIVE = 'is not five fields with a space between: minute hour day month weekday';

/** The library's words for what is wrong with a field, without its own names. */
function reasonOf(error: Error): string {
  const text = error.message.replace(/^Cron\w+: /, '').slice(0, 150);
  return text.includes('parts') ? NOT_FIVE : `is wrong: ${text}`;
}

function invalidCron(what: string): DomainError {
  return new DomainError(
    'invalid_cron',
    `This schedule ${what}. Five fields are read, such as 0 3 * * 1-5 for weekdays at three.`,
    {
      path: ['cron'],
    },
  );
}

/** Names alone: an offset such as +02:00 knows nothing of summer. */
function refuseZone(zone: string): void {
  try {
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError('an offset');
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new DomainError(
      'invalid_time_zone',
      'There is no such time zone. Use a name of the IANA database, such as Europe/Berlin or UTC.',
      {
        path: ['timeZone'],
      },
    );
  }
}
