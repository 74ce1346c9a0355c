import { z } from 'zod';
import { DomainError, type ErrorCode } from '#src/platform/errors.ts';

/** Where a part of a request was: it stands in the refusal. */
export type Place = 'path' | 'query' | 'body';

const NAMED_MAX = 20;

/**
 * A part of a request by its schema. `codes` gives wrong members codes of their own; see `Row.codes`.
 *
 * @throws DomainError `unknown_field` naming the members, the member's own code, or `invalid_input`
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: Place,
  codes: Readonly<Record<string, ErrorCode>> = {},
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.').slice(0, 200)) : [],
  );
  if (unknown.length > 0) throw unknownFields(unknown.slice(0, NAMED_MAX), place);
  const first = inOrder(schema, issues)[0]!;
  const message = issues
    .slice(0, NAMED_MAX)
    .map((issue) => `${issue.path.join('.') || place}: ${issue.message}`)
    .join('; ');
  const details = { field: first.path.join('.'), in: place };
  throw new DomainError(codeOf(first, codes), message, { details, path: first.path.map(String) });
}

/** Wrong members in the order in which they are documented: whichever is told first has a code that clients know. */
function inOrder(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const members = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const place = ({ path }: z.core.$ZodIssue) => members.indexOf(String(path[0]));
  return issues.toSorted((a, b) => place(a) - place(b));
}

function unknownFields(fields: readonly string[], place: Place): DomainError {
  const names = fields.join(', ');
  return new DomainError('unknown_field', `The ${place} holds what is not known here: ${names}. Leave it out.`, {
    details: { fields, in: place },
  });
}

function codeOf(issue: z.core.$ZodIssue, codes: Readonly<Record<string, ErrorCode>>): ErrorCode {
  const [member] = issue.path.map(String);
  if (member === undefined) return 'invalid_input';
  const own = issue.path.length === 1 ? codes[`${member}:${issue.code}`] : undefined;
  return own ?? codes[member] ?? 'invalid_input';
}
