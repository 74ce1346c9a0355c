import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { validateTargetUrl } from '#src/platform/outbound.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type LlmConfig, llmConfig } from './llm-config.ts';
import { refuseWhileScanned } from './scans-under-way.ts';
import { sealConfig } from './sealed-config.ts';
import { checkSecretReferences, refusePrivate, sealHeaders, urlTaken } from './target-checks.ts';
import { targetFields } from './target-fields.ts';
import { targetOwner } from './target-owner.ts';

export const updateTargetInput = z
  .strictObject({
    targetId: z.string().max(100),
    ...targetFields,
    /** The whole of it: what is left out goes back to its default. */
    llm: llmConfig,
  })
  .partial()
  .required({ targetId: true });

type Update = z.output<typeof updateTargetInput> & { owner: string | null | undefined };
type Old = {
  kind: 'url' | 'repo' | 'llm';
  url: string;
  config: Record<string, unknown>;
  sealed_credentials: string | null;
};
type Changes = {
  name?: string;
  url?: string;
  tags?: string[];
  owner_user_id?: string | null;
  config?: object;
  sealed_credentials?: string | null;
};

/**
 * Changes the members that are given and leaves the others. Headers are replaced as a whole, and taken away by an empty record. When the
 * URL moves to another host, sealed headers have to be given again: they were entrusted to the old one.
 *
 * @throws DomainError `invalid_input`, `not_found`, `invalid_url`, `private_address`, `secret_ref_unknown`, `url_duplicate`, `target_busy`
 */
export async function updateTarget(ctx: Ctx, raw: z.input<typeof updateTargetInput>): Promise<{ id: string }> {
  const input = parseInput(updateTargetInput, raw);
  allow(ctx, 'targets:write');
  const id = parseId(['target', 'endpoint'], input.targetId);
  const url = input.url === undefined ? undefined : validateTargetUrl(input.url);
  if (url !== undefined) await refusePrivate(ctx, url);
  await checkSecretReferences(ctx, input.headers ?? {});
  const owner = input.ownerUserId === undefined ? undefined : await targetOwner(ctx, input.ownerUserId);
  await ctx.db.transaction((tx) => change(ctx, tx, id, { ...input, url, owner })).catch(urlTaken);
  return { id };
}

async function change(ctx: Ctx, tx: Sql, id: string, input: Partial<Update>): Promise<void> {
  const key = { tenantId: ctx.actor.tenantId, id };
  const [old] = await tx.query<Old>(
    'select kind, url, config, sealed_credentials from targets where tenant_id = $1 and id = $2 for no key update',
    [key.tenantId, id],
  );
  if (!old) throw notFound('target');
  const changes = changesOf(ctx, id, old, input);
  const changed = Object.keys(changes);
  if (changed.length === 0) return;
  if (changes.url !== undefined || changes.config !== undefined)
    await refuseWhileScanned(tx, key, 'it would scan one thing and then another');
  await write(tx, key, changes);
  // Which members, never what they hold: a URL or a configuration may carry what is not for every auditor.
  await appendAudit(tx, ctx.actor, {
    action: 'target.updated',
    subjectKind: 'target',
    subjectId: id,
    detail: { changed },
  });
}

/** What differs from the row. @throws DomainError `invalid_input` for members that this kind of target does not have */
function changesOf(ctx: Ctx, id: string, old: Old, input: Partial<Update>): Changes {
  const { name, tags, url, headers, owner } = input;
  if (url !== undefined && old.sealed_credentials !== null && headers === undefined) refuseMove(old.url, url);
  const config = configOf(ctx, id, old, input);
  return {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined || url === old.url ? {} : { url }),
    ...(tags === undefined ? {} : { tags }),
    ...(owner === undefined ? {} : { owner_user_id: owner }),
    ...(config === undefined ? {} : { config }),
    ...(headers === undefined ? {} : { sealed_credentials: sealHeaders(ctx, id, headers) }),
  };
}

function configOf(ctx: Ctx, id: string, old: Old, { llm, scope, excludePaths }: Partial<Update>): object | undefined {
  const isLlm = old.kind === 'llm';
  const wrong = isLlm ? (scope ? 'scope' : excludePaths && 'excludePaths') : llm && 'llm';
  if (wrong) {
    throw new DomainError('invalid_input', `A target of kind ${old.kind} has no ${wrong}.`, { path: [wrong] });
  }
  if (isLlm) return llm && sealConfig(ctx, id, llm, old.config as LlmConfig);
  if (scope === undefined && excludePaths === undefined) return undefined;
  return { ...old.config, ...(scope && { scope }), ...(excludePaths && { excludePaths }) };
}

function refuseMove(from: string, to: string): void {
  if (URL.parse(from)?.host === URL.parse(to)?.host && URL.parse(from)?.protocol === URL.parse(to)?.protocol) return;
  throw new DomainError(
    'invalid_input',
    'The URL moves to another host, and the headers were given for the old one. Give them again, or an empty list to send none.',
    { path: ['headers'] },
  );
}

async function write(tx: Sql, key: { tenantId: string; id: string }, changes: Changes): Promise<void> {
  const columns = Object.entries({
    ...changes,
    ...(changes.config === undefined ? {} : { config: JSON.stringify(changes.config) }),
  });
  const sets = columns.map(([column], i) => `${column} = $${i + 3}`);
  await tx.query(`update targets set ${sets.join(', ')}, updated_at = now() where tenant_id = $1 and id = $2`, [
    key.tenantId,
    key.id,
    ...columns.map(([, value]) => value),
  ]);
}
