import { z } from 'zod';
import type { Token } from '#prisma/client/client.ts';
import { mintToken } from '#src/access/mint-token.ts';
import { revokeToken } from '#src/access/revoke-token.ts';
import { rotateToken } from '#src/access/rotate-token.ts';
import { SCOPES } from '#src/access/scopes.ts';
import { listTokens, visibleTokens } from '#src/access/visible-tokens.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId, notFound } from '#src/platform/ids.ts';
import { alsoMay } from './also-may.ts';
import { idOf, moment, showMoment, shownId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const newToken = z
  .strictObject({
    name: z.string().trim().min(1).max(100).describe('What it is for.'),
    scopes: z.array(z.enum(SCOPES)).min(1).describe('At most what your own token may do.'),
    expires_at: z.iso.datetime({ offset: true }).nullish().describe('From then on it is refused. Null: never.'),
    allowed_cidrs: z
      .array(z.union([z.cidrv4(), z.cidrv6()]))
      .max(50)
      .default([])
      .describe('Blocks of addresses that it may be used from. Empty: from anywhere.'),
  })
  .meta({ id: 'NewToken' });

const members = {
  id: shownId,
  name: z.string(),
  prefix: z.string().describe('The first characters of its clear text, to tell tokens apart.'),
  scopes: z.array(z.string()),
  allowed_cidrs: z.array(z.string()),
  user_id: shownId.nullable().describe('Whose it is: it may do no more than their role.'),
  created_at: moment,
  expires_at: moment.nullable(),
  last_used_at: moment.nullable().describe('To the minute.'),
  revoked_at: moment.nullable(),
  replaced_by_id: shownId.nullable().describe('The token that took its place when it was rotated.'),
};
const token = z.strictObject(members).meta({ id: 'Token' });
const mintedToken = z
  .strictObject({
    ...members,
    token: z
      .string()
      .nullable()
      .describe(
        'The clear text, shown this once and kept nowhere: null in the answer to an idempotency key used before.',
      ),
  })
  .meta({ id: 'MintedToken' });

const one = {
  params: z.strictObject({ id: idOf('token') }),
  tag: 'Access',
  codes: { id: 'invalid_id' },
  errors: ['not_found'],
} as const;

export const TOKEN_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/tokens',
    id: 'mintToken',
    tag: 'Access',
    summary: 'Mint a token',
    description: 'Nobody hands out more than they hold.',
    scope: 'tokens:write',
    status: 201,
    body: newToken,
    answer: mintedToken,
    idempotent: true,
    shownOnce: ['token'],
    example: { body: { name: 'CI', scopes: ['scans:read', 'scans:write'], expires_at: '2027-02-19T00:00:00Z' } },
    async handle(ctx, { body }) {
      const { id, text } = await mintToken(ctx, {
        name: body.name,
        scopes: body.scopes,
        expiresAt: body.expires_at ? new Date(body.expires_at) : null,
        allowedCidrs: body.allowed_cidrs,
      });
      return { ...show(await load(alsoMay(ctx, 'tokens:read'), id)), token: text };
    },
  }),
  row({
    method: 'GET',
    path: '/tokens',
    id: 'listTokens',
    tag: 'Access',
    summary: 'The tokens of the tenant, newest first',
    description: 'Revoked and expired ones included; never a clear text.',
    scope: 'tokens:read',
    query: z.strictObject(pageQuery),
    answer: pageOf(token),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      return showPage(await listTokens(ctx, {}, pageArgs(query)), (ids) => loadAll(ctx, ids), show);
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/tokens/{id}',
    id: 'getToken',
    summary: 'One token',
    scope: 'tokens:read',
    answer: token,
    etag: true,
    handle: async (ctx, { params }) => show(await load(ctx, params.id)),
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/tokens/{id}',
    id: 'revokeToken',
    summary: 'Revoke a token, at once',
    description: 'It stays in the list. Revoking twice changes nothing.',
    scope: 'tokens:write',
    status: 204,
    async handle(ctx, { params }) {
      await revokeToken(ctx, params.id);
    },
  }),
  row({
    ...one,
    method: 'POST',
    path: '/tokens/{id}/rotate',
    id: 'rotateToken',
    summary: 'Give a token a successor',
    description:
      'The new one may do the same, for as long as the old one was made for. The old one is good for the overlap, then ends by itself.',
    scope: 'tokens:write',
    status: 201,
    body: z
      .strictObject({ overlap_hours: z.int().min(0).max(720).default(24).describe('0: the old one ends now.') })
      .meta({ id: 'TokenRotation' }),
    answer: mintedToken.extend({ replaces_id: shownId }).meta({ id: 'RotatedToken' }),
    errors: ['not_found', 'token_ended'],
    idempotent: true,
    shownOnce: ['token'],
    example: { body: { overlap_hours: 48 } },
    async handle(ctx, { params, body }) {
      const { id, oldId, text } = await rotateToken(ctx, { tokenId: params.id, overlapHours: body.overlap_hours });
      const shown = show(await load(alsoMay(ctx, 'tokens:read'), id));
      return { ...shown, token: text, replaces_id: formatId('token', oldId) };
    },
  }),
];

function show(found: Token): z.input<typeof token> {
  return {
    id: formatId('token', found.id),
    name: found.name,
    prefix: found.prefix,
    scopes: found.scopes,
    allowed_cidrs: found.allowedCidrs,
    user_id: found.userId && formatId('user', found.userId),
    created_at: showMoment(found.createdAt),
    expires_at: showMoment(found.expiresAt),
    last_used_at: showMoment(found.lastUsedAt),
    revoked_at: showMoment(found.revokedAt),
    replaced_by_id: found.replacedById && formatId('token', found.replacedById),
  };
}

function loadAll(ctx: Ctx, ids: readonly string[]): Promise<Token[]> {
  return ctx.db.prisma.token.findMany({ where: { AND: [visibleTokens(ctx), { id: { in: [...ids] } }] } });
}

async function load(ctx: Ctx, id: string): Promise<Token> {
  const [found] = await loadAll(ctx, [id]);
  if (!found) throw notFound('token');
  return found;
}
