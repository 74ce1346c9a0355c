import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { createTarget } from '#src/targets/create-target.ts';
import { builder } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { LlmConfigInput } from './llm-config-input.ts';
import { Target, TargetKind, targets } from './target.ts';
import { HeaderInput, headersOf, present } from './target-input.ts';

builder.relayMutationField(
  'createTarget',
  {
    description: 'The target to make.',
    inputFields: (t) => ({
      kind: t.field({ type: TargetKind, description: 'What it is. Default `LLM`.' }),
      name: t.string({ required: true, description: 'Name for people, up to 200 characters.' }),
      url: t.string({
        required: true,
        description: 'Where it is: an http or https address; for `REPO` also a git address.',
      }),
      tags: t.stringList({ description: 'Words to find it by; at most 20.' }),
      llm: t.field({ type: LlmConfigInput, description: 'For `LLM`: how it is spoken to. Absent: the defaults.' }),
      scope: t.stringList({ description: 'For `URL` and `REPO`: what is in scope.' }),
      excludePaths: t.stringList({ description: 'For `URL` and `REPO`: paths to leave alone.' }),
      headers: t.field({ type: [HeaderInput], description: 'Headers of every request, credentials among them.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description: 'Makes a target. Two targets of one kind cannot have the same URL. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input: { headers, idempotencyKey, ...input } }, ctx) =>
      createTarget(withIdempotencyKey(ctx, idempotencyKey), {
        ...present(input),
        headers: headersOf(headers ?? []),
      } as Parameters<typeof createTarget>[1]),
  },
  {
    description: 'A target that was just made.',
    outputFields: (t) => ({
      target: t.field({
        type: Target,
        nullable: true,
        description: 'The target. Null, with an error, when the token lacks `targets:read`.',
        resolve: (made, _args, ctx, info) => targets.one(ctx, info, made.id),
      }),
    }),
  },
);
