import { mintToken } from '#src/access/mint-token.ts';
import { revokeToken } from '#src/access/revoke-token.ts';
import type { Scope } from '#src/access/scopes.ts';
import { TOKEN_LIST } from '#src/access/token-list.ts';
import { listTokens, visibleTokens } from '#src/access/visible-tokens.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { idempotencyKey } from './idempotency.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const inputs = listInputs(TOKEN_LIST);

export const Token = builder.prismaNode('Token', {
  id: { resolve: (token) => formatId('token', token.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'token', id),
  description: 'An API credential. Its clear text is shown once, when it is minted, and kept nowhere.',
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for, in words of whoever minted it.' }),
    prefix: t.exposeString('prefix', { description: 'The first characters of its clear text, to tell tokens apart.' }),
    scopes: t.exposeStringList('scopes', { description: 'What it may do: `scans:read`, `targets:write`, …' }),
    allowedCidrs: t.exposeStringList('allowedCidrs', {
      description: 'Blocks of addresses it may be used from. Empty: from anywhere.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From then on it is refused. Null: never by itself.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute. Null: never.',
    }),
    replacedById: t.id({
      nullable: true,
      description: 'The token that took its place when it was rotated, `tok_…`.',
      select: { replacedById: true },
      resolve: (token) => (token.replacedById === null ? null : formatId('token', token.replacedById)),
    }),
    userId: t.id({
      nullable: true,
      description: 'The person whose token it is, `usr_…`: it does no more than their role. Null: nobody’s.',
      select: { userId: true },
      resolve: (token) => (token.userId === null ? null : formatId('user', token.userId)),
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked. Null: it was not.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was minted.' }),
  }),
});

export const tokens = nodeType('Token', ['token'], (ctx, ids, query) =>
  ctx.db.prisma.token.findMany({ ...query, where: { AND: [visibleTokens(ctx), { id: { in: ids } }] } }),
);

const TokenConnection = builder.connectionObject(
  { type: Token, name: 'TokenConnection', description: 'A page of tokens.' },
  { name: 'TokenEdge', description: 'A token and its place in the list.' },
);

builder.queryField('tokens', (t) =>
  t.connection(
    {
      type: Token,
      description: 'The tokens of the tenant, newest first. Needs the scope `tokens:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listTokens(ctx, args, args), tokens),
    },
    TokenConnection,
  ),
);

builder.relayMutationField(
  'mintToken',
  {
    description: 'The token to mint.',
    inputFields: (t) => ({
      name: t.string({ required: true, description: 'What it is for; up to 100 characters.' }),
      scopes: t.stringList({ required: true, description: 'What it may do. Only scopes that the calling token has.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'When it ends by itself. Absent: never.' }),
      allowedCidrs: t.stringList({
        description: 'Blocks of addresses it may be used from, such as `10.0.0.0/8`. Absent: from anywhere.',
      }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Makes a token of this tenant. Its clear text is in this answer and nowhere else, ever. Needs `tokens:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey, ...input } }, ctx) =>
      mintToken(withIdempotencyKey(ctx, idempotencyKey), {
        ...input,
        scopes: input.scopes as Scope[],
        allowedCidrs: input.allowedCidrs ?? undefined,
      }),
  },
  {
    description: 'A token that was just minted.',
    outputFields: (t) => ({
      text: t.exposeString('text', {
        nullable: true,
        description:
          'The clear text. Keep it now: it is never shown again. Null when the idempotency key was used before: the token is the one that was minted then, and its text is kept nowhere. Revoke it if the text was lost.',
      }),
      token: t.field({
        type: Token,
        nullable: true,
        description: 'The token as it is listed. Null, with an error, when the calling token lacks `tokens:read`.',
        resolve: (minted, _args, ctx, info) => tokens.one(ctx, info, minted.id),
      }),
    }),
  },
);

builder.relayMutationField(
  'revokeToken',
  {
    description: 'The token to revoke.',
    inputFields: (t) => ({ tokenId: t.id({ required: true, description: 'Its id, `tok_…`.' }) }),
  },
  {
    description:
      'Ends a token. Requests with it are refused at once; sockets that it opened close within a second. Revoking twice changes nothing. Needs `tokens:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => revokeToken(ctx, input.tokenId),
  },
  {
    description: 'A token that is revoked.',
    outputFields: (t) => ({
      token: t.field({
        type: Token,
        nullable: true,
        description: 'The token. Null, with an error, when the calling token lacks `tokens:read`.',
        resolve: (revoked, _args, ctx, info) => tokens.one(ctx, info, revoked.id),
      }),
    }),
  },
);
