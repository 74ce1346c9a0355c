import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { createWebhook } from '#src/webhooks/create-webhook.ts';
import { deleteWebhook } from '#src/webhooks/delete-webhook.ts';
import { rotateWebhookSecret } from '#src/webhooks/rotate-webhook-secret.ts';
import { updateWebhook } from '#src/webhooks/update-webhook.ts';
import { listWebhooks, visibleWebhooks } from '#src/webhooks/visible-webhooks.ts';
import { changing, checkIfMatch } from './answer.ts';
import { idOf } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import {
  madeWebhook,
  newWebhook,
  SHOWN_WEBHOOK,
  type ShownWebhook,
  showWebhook,
  webhook,
  webhookChanges,
} from './webhook-shape.ts';

/** What every address with a webhook's id has in common. */
export const oneWebhook = {
  params: z.strictObject({ id: idOf('webhook') }),
  tag: 'Webhooks',
  scope: 'webhooks:write',
  codes: { id: 'invalid_id' },
  errors: ['not_found'],
} as const;

export const WEBHOOK_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/webhooks',
    id: 'createWebhook',
    tag: 'Webhooks',
    summary: 'Make a webhook, which is told what happens from now on',
    description:
      'Deliveries carry `X-Tribunal-Signature: t=<unix seconds>,v1=<hex>`: HMAC-SHA256 with the secret over `<t>.<body>`. Refuse what is older than 300 s.',
    scope: 'webhooks:write',
    status: 201,
    body: newWebhook,
    answer: madeWebhook,
    errors: ['invalid_url', 'private_address', 'too_many_webhooks'],
    idempotent: true,
    shownOnce: ['secret'],
    example: {
      body: {
        name: 'Alerts',
        url: 'https://hooks.example.com/tribunal',
        events: ['finding.created', 'scan.completed'],
      },
    },
    async handle(ctx, { body }) {
      const { id, secret } = await createWebhook(ctx, body);
      return { ...showWebhook(await loadWebhook(ctx, id)), secret };
    },
  }),
  row({
    method: 'GET',
    path: '/webhooks',
    id: 'listWebhooks',
    tag: 'Webhooks',
    summary: 'The webhooks of the tenant, newest first',
    scope: 'webhooks:write',
    query: z.strictObject(pageQuery),
    answer: pageOf(webhook),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      return showPage(await listWebhooks(ctx, {}, pageArgs(query)), (ids) => loadWebhooks(ctx, ids), showWebhook);
    },
  }),
  row({
    ...oneWebhook,
    method: 'GET',
    path: '/webhooks/{id}',
    id: 'getWebhook',
    summary: 'One webhook',
    answer: webhook,
    etag: true,
    handle: async (ctx, { params }) => showWebhook(await loadWebhook(ctx, params.id)),
  }),
  row({
    ...oneWebhook,
    method: 'PATCH',
    path: '/webhooks/{id}',
    id: 'updateWebhook',
    summary: 'Change, enable or disable a webhook',
    description: 'What is left out stays. While it is disabled it is told nothing, and nothing is kept for it.',
    body: webhookChanges,
    answer: webhook,
    etag: true,
    errors: ['not_found', 'invalid_url', 'private_address', 'precondition_failed'],
    example: { body: { enabled: false } },
    async handle(ctx, { params, body, request }) {
      await changing(ctx, request, { table: 'webhooks', id: params.id }, async (guarded) => {
        checkIfMatch(request, showWebhook(await loadWebhook(ctx, params.id)));
        await updateWebhook(guarded, params.id, body);
      });
      return showWebhook(await loadWebhook(ctx, params.id));
    },
  }),
  row({
    ...oneWebhook,
    method: 'DELETE',
    path: '/webhooks/{id}',
    id: 'deleteWebhook',
    summary: 'Delete a webhook with its deliveries',
    status: 204,
    async handle(ctx, { params }) {
      await deleteWebhook(ctx, params.id);
    },
  }),
  row({
    ...oneWebhook,
    method: 'POST',
    path: '/webhooks/{id}/rotate-secret',
    id: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'Everything is signed with it from now on, retries of earlier events too.',
    answer: madeWebhook,
    async handle(ctx, { params }) {
      const { secret } = await rotateWebhookSecret(ctx, params.id);
      return { ...showWebhook(await loadWebhook(ctx, params.id)), secret };
    },
  }),
];

function loadWebhooks(ctx: Ctx, ids: readonly string[]): Promise<ShownWebhook[]> {
  const where = { AND: [visibleWebhooks(ctx), { id: { in: [...ids] } }] };
  return ctx.db.prisma.webhook.findMany({ where, select: SHOWN_WEBHOOK });
}

/** @throws DomainError `not_found` */
export async function loadWebhook(ctx: Ctx, id: string): Promise<ShownWebhook> {
  const [found] = await loadWebhooks(ctx, [id]);
  if (!found) throw notFound('webhook');
  return found;
}
