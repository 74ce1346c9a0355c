import { z } from 'zod';
import type { Target } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound } from '#src/platform/ids.ts';
import { createTarget } from '#src/targets/create-target.ts';
import { deleteTarget } from '#src/targets/delete-target.ts';
import { listTargets } from '#src/targets/list-targets.ts';
import { updateTarget } from '#src/targets/update-target.ts';
import { visibleTargets } from '#src/targets/visible-targets.ts';
import { changing, checkIfMatch } from './answer.ts';
import { idOf } from './identifiers.ts';
import { readLlmConfig } from './llm-config-shape.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import { headersOf, newTarget, showTarget, target, targetChanges } from './target-shape.ts';

const one = {
  params: z.strictObject({ id: idOf('target', 'endpoint') }),
  tag: 'Targets',
  codes: { id: 'invalid_target_id' },
  errors: ['not_found'],
  rename: { not_found: 'target_not_found', invalid_input: 'validation_failed' },
  detail: true,
} as const;

export const TARGET_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/targets',
    id: 'createTarget',
    tag: 'Targets',
    summary: 'Register a web application or an LLM endpoint',
    scope: 'targets:write',
    status: 201,
    body: newTarget,
    answer: target,
    errors: [
      'invalid_input',
      'invalid_url',
      'private_address',
      'secret_ref_unknown',
      'url_duplicate',
      'repository_mirror',
    ],
    rename: { invalid_input: 'validation_failed' },
    detail: true,
    idempotent: true,
    example: {
      body: {
        name: 'Staging API',
        base_url: 'https://staging.example.com',
        scope: ['/api', '/app'],
        exclude_paths: ['/health', '/logout'],
      },
    },
    async handle(ctx, { body }) {
      if (body.kind === 'repo') throw mirror('create');
      const { id } = await createTarget(ctx, {
        kind: body.kind,
        name: body.name,
        url: body.base_url,
        headers: body.credentials ? headersOf(body.credentials) : {},
        ...(body.llm_config ? { llm: readLlmConfig(body.llm_config) } : {}),
        ...(body.kind === 'llm' ? {} : { scope: body.scope ?? [], excludePaths: body.exclude_paths ?? [] }),
      });
      return showTarget(await loadTarget(readable(ctx), id));
    },
  }),
  row({
    method: 'GET',
    path: '/targets',
    id: 'listTargets',
    tag: 'Targets',
    summary: 'The targets of the tenant, newest first',
    scope: 'targets:read',
    query: z.strictObject({ ...pageQuery, q: z.string().max(200).optional().describe('Part of the name or address.') }),
    answer: pageOf(target),
    errors: ['invalid_cursor'],
    detail: true,
    example: { query: { limit: 20 } },
    async handle(ctx, { query: { q, ...page } }) {
      const filter = q ? { or: [{ name: { contains: q } }, { url: { contains: q } }] } : null;
      return showPage(await listTargets(ctx, { filter }, pageArgs(page)), (ids) => loadTargets(ctx, ids), showTarget);
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/targets/{id}',
    id: 'getTarget',
    summary: 'One target, of any kind',
    scope: 'targets:read',
    answer: target,
    etag: true,
    handle: async (ctx, { params }) => showTarget(await loadTarget(ctx, params.id)),
  }),
  row({
    ...one,
    method: 'PATCH',
    path: '/targets/{id}',
    id: 'updateTarget',
    summary: 'Change a target',
    description:
      'What is left out stays. `llm_config` is replaced as a whole. Mirrors of repositories are changed through their repository.',
    scope: 'targets:write',
    body: targetChanges,
    answer: target,
    etag: true,
    example: { body: { name: 'Staging API, second try', clear_credentials: true } },
    errors: [
      'not_found',
      'invalid_input',
      'invalid_url',
      'private_address',
      'secret_ref_unknown',
      'url_duplicate',
      'target_busy',
      'repository_mirror',
      'precondition_failed',
    ],
    async handle(ctx, { params, body, request }) {
      await changing(ctx, request, { table: 'targets', id: params.id }, async (guarded) => {
        const before = await loadTarget(readable(ctx), params.id);
        checkIfMatch(request, showTarget(before));
        if (before.kind === 'repo') throw mirror('edit');
        await updateTarget(guarded, { targetId: before.id, ...changesOf(before, body) });
      });
      return showTarget(await loadTarget(readable(ctx), params.id));
    },
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/targets/{id}',
    id: 'deleteTarget',
    summary: 'Delete a target with its scans, findings and reports',
    scope: 'targets:write',
    status: 204,
    errors: ['not_found', 'target_busy', 'repository_mirror'],
    async handle(ctx, { params }) {
      const before = await loadTarget(readable(ctx), params.id);
      if (before.kind === 'repo') throw mirror('delete');
      await deleteTarget(ctx, before.id);
    },
  }),
];

type Update = Omit<Parameters<typeof updateTarget>[1], 'targetId'>;

function changesOf(before: Target, body: z.output<typeof targetChanges>): Update {
  const {
    name,
    base_url: url,
    scope,
    exclude_paths: excludePaths,
    credentials,
    clear_credentials: clear,
    llm_config: llm,
  } = body;
  // What an endpoint is shown with, it may be sent back with.
  const none = (list: string[] | null) => before.kind === 'llm' && !list?.length;
  const headers = clear ? {} : credentials && headersOf(credentials);
  return {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    ...(scope === undefined || none(scope) ? {} : { scope: scope ?? [] }),
    ...(excludePaths === undefined || none(excludePaths) ? {} : { excludePaths: excludePaths ?? [] }),
    ...(headers ? { headers } : {}),
    ...(llm === undefined ? {} : { llm: readLlmConfig(llm) }),
  };
}

function mirror(act: 'create' | 'edit' | 'delete'): DomainError {
  const detail =
    act === 'create'
      ? 'Repository targets are mirrors and are made with their repository, never here.'
      : `Cannot ${act} a repository-backed target here — manage them via /repos/{id} instead.`;
  return new DomainError('repository_mirror', detail);
}

/** Who may change a target is shown what became of it. */
function readable(ctx: Ctx): Ctx {
  return { ...ctx, actor: { ...ctx.actor, scopes: new Set([...ctx.actor.scopes, 'targets:read']) } };
}

function loadTargets(ctx: Ctx, ids: readonly string[]): Promise<Target[]> {
  return ctx.db.prisma.target.findMany({ where: { AND: [visibleTargets(ctx), { id: { in: [...ids] } }] } });
}

async function loadTarget(ctx: Ctx, id: string): Promise<Target> {
  const [found] = await loadTargets(ctx, [id]);
  if (!found) throw notFound('target');
  return found;
}
