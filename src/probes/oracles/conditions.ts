import { MAX_CHARACTERS, stringsIn } from './answers.ts';
import { fold } from './find-text.ts';
import type { SpecOf } from './oracle-spec.ts';
import { firstMatch } from './patterns.ts';

export type Condition = SpecOf<'tool-call'>['arguments'][number];

/**
 * Whether a tool call's arguments meet a condition. Text is compared without regard to case and outer spaces, numbers as
 * numbers (`"1,200.50"` too). A path that leads nowhere meets no condition, `not_one_of` included; a list meets it when one of its items does.
 */
export function meets(condition: Condition, args: Record<string, unknown> | null, raw: string): boolean {
  const values = condition.path === '$' ? [raw] : at(args, condition.path);
  return values.some((value) => OPERATORS[condition.op](value, condition.value));
}

type Operator = (actual: unknown, expected: Condition['value']) => boolean;

const OPERATORS: Record<Condition['op'], Operator> = {
  exists: (actual) => actual !== undefined && actual !== null && actual !== '',
  equals: (actual, expected) => isSame(actual, expected),
  contains: (actual, expected) => fold(asText(actual)).includes(fold(asText(expected))),
  matches: (actual, expected) => firstMatch([asText(expected)], asText(actual)) !== null,
  gt: (actual, expected) => asNumber(actual) > asNumber(expected),
  lt: (actual, expected) => asNumber(actual) < asNumber(expected),
  one_of: (actual, expected) => listed(expected).some((item) => isSame(actual, item)),
  not_one_of: (actual, expected) => !listed(expected).some((item) => isSame(actual, item)),
};

/** The values at a dotted path such as `order.items[0].price`; a list of objects without an index stands for all of them. */
function at(root: unknown, path: string): unknown[] {
  const steps = path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]/)
    .filter(Boolean);
  const reached = steps.reduce<unknown[]>((values, step) => values.flatMap((value) => child(value, step)), [root]);
  return reached.flatMap((value) => (Array.isArray(value) ? value : [value])).slice(0, 1000);
}

function child(value: unknown, step: string): unknown[] {
  if (!isObject(value)) return [];
  const holders: object[] =
    Array.isArray(value) && !/^\d{1,6}$/.test(step) ? value.slice(0, 1000).filter(isObject) : [value];
  return holders
    .filter((holder) => Object.hasOwn(holder, step))
    .map((holder) => (holder as Record<string, unknown>)[step]);
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}

function isSame(actual: unknown, expected: unknown): boolean {
  if (typeof expected === 'boolean') return actual === expected || fold(asText(actual)) === String(expected);
  const numbers = [asNumber(actual), asNumber(expected)];
  if (numbers.every((number) => !Number.isNaN(number))) return numbers[0] === numbers[1];
  return fold(asText(actual).trim()) === fold(asText(expected).trim());
}

function listed(expected: Condition['value']): readonly unknown[] {
  return Array.isArray(expected) ? expected : [expected];
}

/** The text of a string, a number or a truth value; of anything larger, the strings in it. */
function asText(value: unknown): string {
  return isObject(value) ? stringsIn(value, MAX_CHARACTERS).join(' ') : String(value ?? '').slice(0, MAX_CHARACTERS);
}

/** NaN for anything that is not a number or a text that is nothing but one, with or without a currency sign. */
function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  const text =
    typeof value === 'string'
      ? value
          .slice(0, 100)
          .trim()
          .replace(/^[$€£]\s?|\s?[$€£%]$/g, '')
      : '';
  return /^[+-]?\d[\d,]*(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN;
}
