import type { z } from 'zod';
import { DomainError } from './errors.ts';

/**
 * Reads input with the schema that stands beside a use case.
 *
 * @throws DomainError `invalid_input` that names the first wrong member and lists the others
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issues = result.error.issues;
  const [first] = issues;
  const all = issues.slice(0, 20).map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new DomainError('invalid_input', all.join('; '), { path: (first?.path ?? []).map(String) });
}
