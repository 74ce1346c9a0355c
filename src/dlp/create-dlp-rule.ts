import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { once } from '#src/platform/idempotency.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { lockRules, makeRoom, nameTaken, ruleFields } from './rule-fields.ts';

export const createDlpRuleInput = z.strictObject({
  ...ruleFields,
  description: ruleFields.description.default(''),
  words: ruleFields.words.default([]),
  enabled: ruleFields.enabled.default(true),
});

/**
 * Makes a rule of the tenant's own. It holds for what is sent from then on; a scan under way takes it up within half a minute.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `invalid_pattern`, `name_taken`, `too_many_dlp_rules`, and what `once` throws
 */
export async function createDlpRule(ctx: Ctx, raw: z.input<typeof createDlpRuleInput>): Promise<{ id: string }> {
  const input = parseInput(createDlpRuleInput, raw);
  allow(ctx, 'settings:write');
  const { answer } = await once<{ id: string }>(ctx, { operation: 'createDlpRule', input }, (transaction) =>
    transaction((tx) => insert(ctx, tx, input)),
  );
  return { id: formatId('dlp_rule', answer.id) };
}

async function insert(ctx: Ctx, tx: Sql, input: z.output<typeof createDlpRuleInput>): Promise<{ id: string }> {
  const { tenantId } = ctx.actor;
  const id = newId();
  const { name, description, pattern, words, action, enabled } = input;
  await lockRules(tx, tenantId);
  await makeRoom(tx, tenantId, { id, pattern, enabled });
  const rows = await tx.query(
    `insert into dlp_rules (tenant_id, id, name, description, pattern, words, action, enabled)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, lower(name)) where built_in is null do nothing returning 1`,
    [tenantId, id, name, description, pattern, words, action, enabled],
  );
  if (rows.length === 0) throw nameTaken(name);
  await appendAudit(tx, ctx.actor, {
    action: 'dlp_rule.created',
    subjectKind: 'dlp_rule',
    subjectId: id,
    detail: { after: input },
  });
  return { id };
}
