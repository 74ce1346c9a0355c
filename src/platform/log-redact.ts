const SECRET_MEMBERS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-api-key"]',
  'apiKey',
  'password',
  'secret',
  'token',
  'credentials',
];

/** Members that never reach a line, at the top and one or two levels below (`req.headers.authorization`). */
export const REDACTED_PATHS: readonly string[] = SECRET_MEMBERS.flatMap((member) => {
  const below = member.startsWith('[') ? member : `.${member}`;
  return [member, `*${below}`, `*.*${below}`];
});

/** Credentials by their shape, wherever in a line they stand. Each class stops at the next separator, so this is linear. */
const SHAPES: readonly [RegExp, string][] = [
  [/\btrb_live_[A-Za-z0-9_-]+/g, 'trb_live_[redacted]'],
  [/\b(Bearer|Basic) [A-Za-z0-9._~+/=-]+/gi, '$1 [redacted]'],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, 'sk-[redacted]'],
  [/:\/\/[^\s:@/"\\]{0,200}:[^\s@/"\\]{1,200}@/g, '://[redacted]@'],
];

/** Takes credentials out of a finished line. */
export function scrub(line: string): string {
  return SHAPES.reduce((text, [shape, replacement]) => text.replace(shape, replacement), line);
}

type LoggedError = { type: string; message: string; code?: string; stack?: string; cause?: LoggedError };

/**
 * What a line says of an error: its class, message, code, stack and causes. Other members stay out: a database error's `detail`
 * quotes the row that was refused.
 */
export function serializeError(error: unknown, depth = 0): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
    ...(cause instanceof Error && depth < 4 ? { cause: serializeError(cause, depth + 1) } : {}),
  };
}
