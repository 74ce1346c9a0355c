import type { SchemaTypes } from './builder.ts';

type InputFields = PothosSchemaTypes.InputFieldBuilder<
  PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>,
  'InputObject'
>;

/** The member of every input that makes something. Resolvers hand it to `withIdempotencyKey`. */
export const idempotencyKey = (t: InputFields) =>
  t.string({
    description:
      'Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again.',
  });
