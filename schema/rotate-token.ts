import { rotateToken } from '#src/access/rotate-token.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { builder } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { Token, tokens } from './token.ts';

builder.relayMutationField(
  'rotateToken',
  {
    description: 'The token to rotate.',
    inputFields: (t) => ({
      tokenId: t.id({ required: true, description: 'Its id, `tok_…`.' }),
      overlapHours: t.int({ description: 'How long the old one is still good, from 0 to 720 hours; 24 unless given.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Mints a token that may do the same for as long as the old one was made for, and lets the old one end after the overlap. The clear text is in this answer and nowhere else, ever. Refused as `token_ended` for one that has ended or was rotated before, and as `missing_scope` for one that may do more than the caller. Needs `tokens:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey, overlapHours, tokenId } }, ctx) =>
      rotateToken(withIdempotencyKey(ctx, idempotencyKey), {
        tokenId,
        ...(overlapHours == null ? {} : { overlapHours }),
      }),
  },
  {
    description: 'A token that was rotated.',
    outputFields: (t) => ({
      text: t.exposeString('text', {
        nullable: true,
        description:
          'The clear text of the new token. Never shown again; null when the idempotency key was used before.',
      }),
      token: t.field({
        type: Token,
        nullable: true,
        description: 'The new token. Null, with an error, when the caller lacks `tokens:read`.',
        resolve: (rotated, _args, ctx, info) => tokens.one(ctx, info, rotated.id),
      }),
      oldToken: t.field({
        type: Token,
        nullable: true,
        description: 'The old token, with its new end. Null, with an error, when the caller lacks `tokens:read`.',
        resolve: (rotated, _args, ctx, info) => tokens.one(ctx, info, rotated.oldId),
      }),
    }),
  },
);
