import { z } from 'zod';
import { whileUnchanged } from '#src/platform/while-unchanged.ts';
import { createTarget } from '#src/targets/create-target.ts';
import { deleteTarget } from '#src/targets/delete-target.ts';
import { disableTarget } from '#src/targets/disable-target.ts';
import { enableTarget } from '#src/targets/enable-target.ts';
import { authHeaders, WIRE_FORMATS } from '#src/targets/endpoint-fields.ts';
import { listTargets } from '#src/targets/list-targets.ts';
import { updateTarget } from '#src/targets/update-target.ts';
import { checkIfMatch } from './answer.ts';
import { changesOf } from './endpoint-changes.ts';
import { asTargets, loadEndpoint, loadEndpoints } from './endpoint-load.ts';
import { endpoint, endpointChanges, endpointHead, newEndpoint, showEndpoint, showHead } from './endpoint-shape.ts';
import { idOf } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const params = z.strictObject({ id: idOf('endpoint', 'target') });
/** What every address with an endpoint's id has in common. */
const one = {
  params,
  tag: 'Endpoints',
  codes: { id: 'invalid_endpoint_id' },
  errors: ['not_found'],
  rename: { not_found: 'endpoint_not_found' },
} as const;

const EXAMPLE = {
  name: 'Production customer chatbot',
  url: 'https://api.upstream-llm.example/v1/chat/completions',
  wire_format: 'chat_completions_v1',
  model: 'model-name-from-provider',
  auth_header: 'Authorization',
  auth_value_secret_ref: 'secret:upstream_llm_key',
  owner_user_id: 'current',
  tags: ['customer-facing', 'kyc'],
};

export const ENDPOINT_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/endpoints',
    id: 'createEndpoint',
    tag: 'Endpoints',
    summary: 'Register an LLM endpoint',
    scope: 'endpoints:write',
    status: 201,
    body: newEndpoint,
    answer: endpointHead,
    codes: { wire_format: 'invalid_wire_format' },
    errors: ['invalid_url', 'private_address', 'secret_ref_unknown', 'url_duplicate'],
    idempotent: true,
    example: { body: EXAMPLE },
    async handle(ctx, { body }) {
      const { auth_header: header, auth_value_secret_ref: secretRef } = body;
      const { id } = await createTarget(asTargets(ctx), {
        kind: 'llm',
        name: body.name,
        url: body.url,
        tags: body.tags,
        status: body.status,
        ownerUserId: body.owner_user_id,
        headers: secretRef ? authHeaders({ header, secretRef }) : {},
        llm: {
          provider: WIRE_FORMATS[body.wire_format],
          model: body.model,
          requestTemplate: body.request_template,
          responsePath: body.response_path,
        },
      });
      return showHead(await loadEndpoint(ctx, id));
    },
  }),
  row({
    method: 'GET',
    path: '/endpoints',
    id: 'listEndpoints',
    tag: 'Endpoints',
    summary: 'The endpoints of the tenant, newest first',
    scope: 'endpoints:read',
    query: z.strictObject({ ...pageQuery, tag: z.string().max(50).optional() }),
    answer: pageOf(endpoint),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      const listing = await listTargets(asTargets(ctx), { kind: 'llm', tag: query.tag }, pageArgs(query));
      return showPage(
        listing,
        (ids) => loadEndpoints(ctx, ids),
        (target) => showEndpoint(ctx, target),
      );
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/endpoints/{id}',
    id: 'getEndpoint',
    summary: 'One endpoint',
    scope: 'endpoints:read',
    answer: endpoint,
    etag: true,
    handle: async (ctx, { params: { id } }) => showEndpoint(ctx, await loadEndpoint(ctx, id)),
  }),
  row({
    ...one,
    method: 'PATCH',
    path: '/endpoints/{id}',
    id: 'updateEndpoint',
    summary: 'Change an endpoint',
    description:
      'Members that are left out stay as they are. When the URL moves to another host, the credential has to be given again.',
    scope: 'endpoints:write',
    body: endpointChanges,
    answer: endpoint,
    etag: true,
    example: { body: { name: 'Customer chatbot', tags: ['customer-facing'] } },
    codes: { ...one.codes, wire_format: 'invalid_wire_format' },
    errors: [
      'not_found',
      'invalid_url',
      'private_address',
      'secret_ref_unknown',
      'url_duplicate',
      'target_busy',
      'precondition_failed',
    ],
    async handle(ctx, { params: { id }, body, request }) {
      // Also without If-Match: what is changed of the configuration is put into the rest of it, as that was read.
      await whileUnchanged(ctx, { table: 'targets', id }, async (guarded) => {
        const before = await loadEndpoint(ctx, id);
        checkIfMatch(request, showEndpoint(ctx, before));
        await updateTarget(asTargets(guarded), { targetId: id, ...changesOf(ctx, before, body) });
      });
      return showEndpoint(ctx, await loadEndpoint(ctx, id));
    },
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/endpoints/{id}',
    id: 'deleteEndpoint',
    summary: 'Delete an endpoint with its scans and findings',
    scope: 'endpoints:write',
    status: 204,
    errors: ['not_found', 'target_busy'],
    async handle(ctx, { params: { id } }) {
      await deleteTarget(asTargets(ctx), (await loadEndpoint(ctx, id)).id);
    },
  }),
  row({
    ...one,
    method: 'POST',
    path: '/endpoints/{id}/disable',
    id: 'disableEndpoint',
    summary: 'Keep an endpoint from being scanned',
    scope: 'endpoints:write',
    answer: endpoint,
    async handle(ctx, { params: { id } }) {
      await disableTarget(asTargets(ctx), (await loadEndpoint(ctx, id)).id);
      return showEndpoint(ctx, await loadEndpoint(ctx, id));
    },
  }),
  row({
    ...one,
    method: 'POST',
    path: '/endpoints/{id}/enable',
    id: 'enableEndpoint',
    summary: 'Let an endpoint be scanned',
    scope: 'endpoints:write',
    answer: endpoint,
    async handle(ctx, { params: { id } }) {
      await enableTarget(asTargets(ctx), (await loadEndpoint(ctx, id)).id);
      return showEndpoint(ctx, await loadEndpoint(ctx, id));
    },
  }),
];
