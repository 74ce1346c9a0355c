import { member } from './json-value.ts';

export type PathStep = string | number;

const MAX_LENGTH = 500;
const MAX_STEPS = 32;
/** A name, `[3]`, `["a name"]` or `['a name']`, with the dot before it. */
const STEP = /\.?([^.[\]"'*\s]{1,200})|\[(\d{1,9})\]|\["([^"]{1,200})"\]|\['([^']{1,200})'\]/y;

/**
 * Reads a path such as `$.choices[0].message.content`, `choices.0.text`, `$["a name"]` or `$`. At most 500 characters and 32 steps.
 *
 * @returns the steps, or null when the text is not such a path. A number stands for an item of a list, or for a member so named.
 */
export function parsePath(text: string): readonly PathStep[] | null {
  const path = text.trim();
  if (path === '' || path.length > MAX_LENGTH) return null;
  const steps: PathStep[] = [];
  let at = path[0] === '$' ? 1 : 0;
  if (at === 1 && path.length > 1 && path[1] !== '.' && path[1] !== '[') return null;
  while (at < path.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    // Only the first step may do without a dot, and only when no `$` stands before it.
    if (match === null || steps.length === MAX_STEPS || (at > 0 && match[1] !== undefined && path[at] !== '.'))
      return null;
    const [step, name, index, double, single] = match;
    steps.push(index === undefined ? named(name ?? double ?? single ?? '', name !== undefined) : Number(index));
    at += step.length;
  }
  return steps;
}

function named(name: string, bare: boolean): PathStep {
  return bare && /^\d{1,9}$/.test(name) ? Number(name) : name;
}

export type Found = { value: unknown } | { missing: string };

/** The value at a path, or the path of the first step that is not there. Only own members count. */
export function valueAt(payload: unknown, steps: readonly PathStep[]): Found {
  let value = payload;
  let seen = '$';
  for (const step of steps) {
    seen += typeof step === 'number' ? `[${step}]` : `.${step}`;
    value = member(value, Array.isArray(value) ? step : String(step));
    if (value === undefined) return { missing: seen };
  }
  return { value };
}
