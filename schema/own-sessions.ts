import { changePassword } from '#src/access/change-password.ts';
import { revokeSession } from '#src/access/revoke-session.ts';
import { signOutEverywhere } from '#src/access/sign-out-everywhere.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';

builder.relayMutationField(
  'revokeSession',
  {
    description: 'The session to end.',
    inputFields: (t) => ({ sessionId: t.id({ required: true, description: 'One of the caller’s own, `ses_…`.' }) }),
  },
  {
    description:
      'Signs the caller out of one browser. It is refused at once, and its sockets close within a second. Needs no scope: everybody ends their own.',
    errors: {},
    resolve: (_root, { input }, ctx) => revokeSession(ctx, input.sessionId),
  },
  {
    description: 'A session that has ended.',
    outputFields: (t) => ({
      sessionId: t.id({ description: 'Which it was.', resolve: (ended) => formatId('session', ended.id) }),
    }),
  },
);

builder.relayMutationField(
  'signOutEverywhere',
  {
    description: 'Whether everywhere is here too.',
    inputFields: (t) => ({
      keepThis: t.boolean({ description: 'Whether the session that asks stays. Absent: it ends too.' }),
    }),
  },
  {
    description:
      'Signs the caller out of every browser, in all of their tenants. Tokens stay. Refused as `session_required` for a token that is nobody’s.',
    errors: {},
    resolve: (_root, { input }, ctx) => signOutEverywhere(ctx, { keepThis: input.keepThis ?? false }),
  },
  {
    description: 'The caller is signed out everywhere.',
    outputFields: (t) => ({
      ended: t.exposeInt('ended', { description: 'How many sessions that were.' }),
    }),
  },
);

builder.relayMutationField(
  'changePassword',
  {
    description: 'The present password and the next.',
    inputFields: (t) => ({
      present: t.string({ required: true, description: 'The password as it is.' }),
      next: t.string({ required: true, description: 'As it is to be: 12 to 256 characters, not the own address.' }),
    }),
  },
  {
    description:
      'Changes the caller’s own password and signs them out of every other browser. Only for a session: a token is refused as `session_required`. A wrong present password is refused as `wrong_credentials`, one that is too easy as `password_refused`.',
    errors: {},
    resolve: (_root, { input }, ctx) => changePassword(ctx, input),
  },
  {
    description: 'A password that was changed.',
    outputFields: (t) => ({
      ended: t.exposeInt('ended', { description: 'How many other sessions ended.' }),
    }),
  },
);
