import { updateTarget } from '#src/targets/update-target.ts';
import { builder } from './builder.ts';
import { LlmConfigInput } from './llm-config-input.ts';
import { Target, targets } from './target.ts';
import { HeaderInput, headersOf, present } from './target-input.ts';

builder.relayMutationField(
  'updateTarget',
  {
    description: 'What to change of a target. What is absent stays as it is.',
    inputFields: (t) => ({
      targetId: t.id({ required: true, description: 'The target, `ep_…` or `tgt_…`.' }),
      name: t.string({ description: 'Name for people, up to 200 characters.' }),
      url: t.string({
        description:
          'Where it is. When it moves to another host, its headers have to be given again: they were entrusted to the old one.',
      }),
      tags: t.stringList({ description: 'Words to find it by, all of them; at most 20.' }),
      llm: t.field({
        type: LlmConfigInput,
        description: 'For `LLM`: how it is spoken to, the whole of it. What is left out goes back to its default.',
      }),
      scope: t.stringList({ description: 'For `URL` and `REPO`: what is in scope, all of it.' }),
      excludePaths: t.stringList({ description: 'For `URL` and `REPO`: paths to leave alone, all of them.' }),
      headers: t.field({
        type: [HeaderInput],
        description: 'Headers of every request, in place of all that were there. An empty list takes them away.',
      }),
    }),
  },
  {
    description:
      'Changes a target. Its URL and configuration cannot change while a scan of it is under way: a problem with the code `target_busy` says so. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input: { headers, ...input } }, ctx) =>
      updateTarget(ctx, {
        ...present(input),
        ...(headers ? { headers: headersOf(headers) } : {}),
      } as Parameters<typeof updateTarget>[1]),
  },
  {
    description: 'A target that was changed.',
    outputFields: (t) => ({
      target: t.field({
        type: Target,
        nullable: true,
        description: 'The target as it is now. Null, with an error, when the token lacks `targets:read`.',
        resolve: (changed, _args, ctx, info) => targets.one(ctx, info, changed.id),
      }),
    }),
  },
);
