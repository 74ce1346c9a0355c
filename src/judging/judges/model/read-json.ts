import type { z } from 'zod';
import { withoutReasoning } from './untrusted.ts';

export type ReadJson<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * The JSON object in what a model wrote: reasoning blocks, code fences and words around it are left out. `problem` says what is
 * wrong in words that may be shown to the model.
 */
export function readJson<T>(text: string, schema: z.ZodType<T>): ReadJson<T> {
  const clean = withoutReasoning(text);
  const from = clean.indexOf('{');
  const to = clean.lastIndexOf('}');
  if (from < 0 || to < from) return { ok: false, problem: 'there was no JSON object' };
  let value: unknown;
  try {
    value = JSON.parse(clean.slice(from, to + 1));
  } catch {
    return { ok: false, problem: 'the JSON could not be parsed' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return { ok: false, problem: `"${path.join('.')}" is wrong: ${message}` };
}
