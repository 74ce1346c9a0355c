import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId, newId, notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { builtInRule } from './built-in/built-in-rules.ts';
import type { BuiltInRule } from './dlp-rule.ts';
import { RULE_COLUMNS, type StoredRule } from './effective-rule.ts';
import { lockRules, makeRoom, nameTaken, ruleFields } from './rule-fields.ts';

/** Absent members stay as they are. Of a rule that comes with Tribunal only the last two can be changed. */
export const updateDlpRuleInput = z
  .strictObject({
    name: ruleFields.name,
    description: ruleFields.description,
    pattern: ruleFields.pattern,
    words: ruleFields.words,
    action: ruleFields.action,
    enabled: ruleFields.enabled,
  })
  .partial();
type Changes = z.output<typeof updateDlpRuleInput>;

/**
 * Changes a rule of the tenant's own, or decides for one that comes with Tribunal: what it does, or that it is off.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `not_found`, `invalid_pattern`, `name_taken`, `too_many_dlp_rules`
 */
export async function updateDlpRule(
  ctx: Ctx,
  id: string,
  raw: z.input<typeof updateDlpRuleInput>,
): Promise<{ id: string }> {
  const changes = parseInput(updateDlpRuleInput, raw);
  allow(ctx, 'settings:write');
  const rule = builtInRule(id);
  const own = rule ? null : parseId('dlp_rule', id);
  if (rule) refuseText(changes);
  await ctx.db.transaction((tx) => (rule ? decide(ctx, tx, rule, changes) : change(ctx, tx, own!, changes)));
  return { id: own === null ? id : formatId('dlp_rule', own) };
}

function refuseText({ action: _, enabled: __, ...rest }: Changes): void {
  const [member] = Object.keys(rest);
  if (member === undefined) return;
  const message = 'This rule comes with Tribunal: its action can be changed, and it can be switched off.';
  throw new DomainError('invalid_input', message, { path: [member] });
}

async function decide(ctx: Ctx, tx: Sql, rule: BuiltInRule, changes: Changes): Promise<void> {
  const { tenantId } = ctx.actor;
  await lockRules(tx, tenantId);
  const [old] = await tx.query<StoredRule>(
    `select ${RULE_COLUMNS} from dlp_rules where tenant_id = $1 and built_in = $2`,
    [tenantId, rule.id],
  );
  const before = { action: old?.action ?? rule.action, enabled: old?.enabled ?? true };
  const after = { ...before, ...changes };
  const [row] = await tx.query<{ id: string }>(
    `insert into dlp_rules (tenant_id, id, built_in, name, action, enabled) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, built_in) do update set action = excluded.action, enabled = excluded.enabled, updated_at = now() returning id`,
    [tenantId, newId(), rule.id, rule.name, after.action, after.enabled],
  );
  await audit(ctx, tx, row!.id, { rule: rule.id, before, after });
}

async function change(ctx: Ctx, tx: Sql, id: string, changes: Changes): Promise<void> {
  const { tenantId } = ctx.actor;
  await lockRules(tx, tenantId);
  const [before] = await tx.query<StoredRule>(
    `select ${RULE_COLUMNS} from dlp_rules where tenant_id = $1 and id = $2 and built_in is null`,
    [tenantId, id],
  );
  if (!before) throw notFound('dlp_rule');
  const after = { ...before, ...changes };
  const { name, description, pattern, words, action, enabled } = after;
  await makeRoom(tx, tenantId, { id, pattern: pattern!, enabled });
  const rows = await tx.query(
    `update dlp_rules r set name = $3, description = $4, pattern = $5, words = $6, action = $7, enabled = $8, updated_at = now()
     where tenant_id = $1 and id = $2 and not exists (
       select 1 from dlp_rules o where o.tenant_id = $1 and o.id <> $2 and o.built_in is null and lower(o.name) = lower($3)) returning 1`,
    [tenantId, id, name, description, pattern, words, action, enabled],
  );
  if (rows.length === 0) throw nameTaken(name);
  await audit(ctx, tx, id, { before: shown(before), after: shown(after) });
}

function shown({ name, description, pattern, words, action, enabled }: Omit<StoredRule, 'id'>) {
  return { name, description, pattern, words, action, enabled };
}

function audit(ctx: Ctx, tx: Sql, id: string, detail: Record<string, unknown>): Promise<void> {
  return appendAudit(tx, ctx.actor, { action: 'dlp_rule.updated', subjectKind: 'dlp_rule', subjectId: id, detail });
}
