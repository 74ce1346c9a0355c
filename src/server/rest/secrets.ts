import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { formatId, notFound } from '#src/platform/ids.ts';
import { putSecret, SECRET_NAME } from '#src/secrets/put-secret.ts';
import { listSecrets, visibleSecrets } from '#src/secrets/visible-secrets.ts';
import { deleteSecret } from '#src/targets/delete-secret.ts';
import { alsoMay } from './also-may.ts';
import { moment, showMoment, shownId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const name = z.string().regex(SECRET_NAME, 'is 2 to 64 lower-case letters, digits and underscores');

const secret = z
  .strictObject({
    id: shownId,
    name: z.string(),
    ref: z.string().describe('How it is referred to: `secret:<name>`.'),
    created_at: moment,
    updated_at: moment.describe('When the present value was put.'),
  })
  .meta({ id: 'Secret' });

const params = z.strictObject({ name });
const example = { name: 'upstream_llm_key' };
type Found = { id: string; name: string; createdAt: Date; updatedAt: Date };

export const SECRET_ROWS: readonly Row[] = [
  row({
    method: 'PUT',
    path: '/secrets/{name}',
    id: 'putSecret',
    tag: 'Access',
    summary: 'Put a value under a name',
    description: 'Sealed at once and never given back. A second value replaces the first.',
    scope: 'secrets:write',
    params,
    body: z.strictObject({ value: z.string().min(1).max(16_384) }).meta({ id: 'SecretValue' }),
    answer: secret,
    example: { params: example, body: { value: 'sk-upstream-0123456789' } },
    async handle(ctx, { params: { name }, body }) {
      await putSecret(ctx, { name, value: body.value });
      return show(await load(alsoMay(ctx, 'secrets:read'), name));
    },
  }),
  row({
    method: 'GET',
    path: '/secrets',
    id: 'listSecrets',
    tag: 'Access',
    summary: 'The names of the tenant’s secrets',
    scope: 'secrets:read',
    query: z.strictObject(pageQuery),
    answer: pageOf(secret),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      const loadAll = (ids: string[]) =>
        ctx.db.prisma.secret.findMany({ where: { AND: [visibleSecrets(ctx), { id: { in: ids } }] }, select: SHOWN });
      return showPage(await listSecrets(ctx, {}, pageArgs(query)), loadAll, show);
    },
  }),
  row({
    method: 'DELETE',
    path: '/secrets/{name}',
    id: 'deleteSecret',
    tag: 'Access',
    summary: 'Delete a secret and its value',
    description: 'Refused with 409 `secret_in_use`, and the `targets`, while one of them refers to it.',
    scope: 'secrets:write',
    params,
    status: 204,
    errors: ['not_found', 'secret_in_use'],
    example: { params: example },
    async handle(ctx, { params: { name } }) {
      await deleteSecret(ctx, (await load(alsoMay(ctx, 'secrets:read'), name)).id);
    },
  }),
];

/** Never the sealed value. */
const SHOWN = { id: true, name: true, createdAt: true, updatedAt: true } as const;

async function load(ctx: Ctx, name: string): Promise<Found> {
  const found = await ctx.db.prisma.secret.findFirst({
    where: { AND: [visibleSecrets(ctx), { name }] },
    select: SHOWN,
  });
  if (!found) throw notFound('secret');
  return found;
}

function show(found: Found): z.input<typeof secret> {
  return {
    id: formatId('secret', found.id),
    name: found.name,
    ref: `secret:${found.name}`,
    created_at: showMoment(found.createdAt),
    updated_at: showMoment(found.updatedAt),
  };
}
