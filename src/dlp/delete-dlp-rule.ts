import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { builtInRule } from './built-in/built-in-rules.ts';

/**
 * Deletes a rule of the tenant's own. One that comes with Tribunal cannot go: what the tenant decided of it goes instead, and it does what it
 * does by default; where nothing was decided, nothing happens.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function deleteDlpRule(ctx: Ctx, id: string): Promise<{ id: string }> {
  allow(ctx, 'settings:write');
  const builtIn = builtInRule(id) !== undefined;
  const key = builtIn ? id : parseId('dlp_rule', id);
  await ctx.db.transaction(async (tx) => {
    const gone = await remove(tx, ctx.actor.tenantId, key, builtIn);
    if (!gone && !builtIn) throw notFound('dlp_rule');
    if (!gone) return;
    const { id: subjectId, ...before } = gone;
    await appendAudit(tx, ctx.actor, {
      action: builtIn ? 'dlp_rule.reset' : 'dlp_rule.deleted',
      subjectKind: 'dlp_rule',
      subjectId,
      detail: builtIn ? { rule: id, before: { action: before.action, enabled: before.enabled } } : { before },
    });
  });
  return { id };
}

type Gone = { id: string; name: string; pattern: string | null; words: string[]; action: string; enabled: boolean };

async function remove(tx: Sql, tenantId: string, key: string, builtIn: boolean): Promise<Gone | undefined> {
  const which = builtIn ? 'built_in = $2' : 'id = $2 and built_in is null';
  const [gone] = await tx.query<Gone>(
    `delete from dlp_rules where tenant_id = $1 and ${which} returning id, name, pattern, words, action, enabled`,
    [tenantId, key],
  );
  return gone;
}
