import { formatId } from '#src/platform/ids.ts';
import { deleteSecret } from '#src/targets/delete-secret.ts';
import { builder } from './builder.ts';

builder.relayMutationField(
  'deleteSecret',
  {
    description: 'The secret to delete.',
    inputFields: (t) => ({ secretId: t.id({ required: true, description: 'Its id, `sec_…`.' }) }),
  },
  {
    description:
      'Takes a secret and its value away for good. Refused as `secret_in_use` while a target’s headers refer to it. Needs `secrets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteSecret(ctx, input.secretId),
  },
  {
    description: 'A secret that is gone.',
    outputFields: (t) => ({
      secretId: t.id({ description: 'Which it was.', resolve: (gone) => formatId('secret', gone.id) }),
      name: t.exposeString('name', { description: 'The name that it had, free for another.' }),
    }),
  },
);
