import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { listInMemory } from '#src/platform/list-in-memory.ts';
import { builtInRule } from './built-in/built-in-rules.ts';
import { DLP_LIST, dlpField } from './dlp-list.ts';
import { asBuiltIn, asOwn, type EffectiveRule, RULE_COLUMNS, rulesOf, type StoredRule } from './effective-rule.ts';

export type RulePage = { page: Page; count: number; byId: ReadonlyMap<string, EffectiveRule> };

/**
 * A page of the rules that hold for the caller's tenant, switched off or not, by name unless asked for otherwise.
 *
 * @throws DomainError `missing_scope`, `invalid_input`, `invalid_cursor`
 */
export async function listDlpRules(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<RulePage> {
  allow(ctx, 'targets:read');
  const rows = await rulesOf(ctx, ctx.actor.tenantId);
  const list = listInMemory(DLP_LIST, { rows, id: ({ id }) => id, read: dlpField }, query, args);
  return { ...list, byId: new Map(rows.map((rule) => [rule.id, rule])) };
}

/**
 * One rule: by the name of one that comes with Tribunal, or by `dlp_…`.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function readDlpRule(ctx: Ctx, id: string): Promise<EffectiveRule> {
  allow(ctx, 'targets:read');
  return effectiveRule(ctx, id);
}

/** The same for a caller who has written it, whatever else they may read. @throws DomainError `not_found` */
export async function effectiveRule(ctx: Ctx, id: string): Promise<EffectiveRule> {
  const rule = builtInRule(id);
  const [column, value] = rule ? ['built_in', id] : ['id', parseId('dlp_rule', id)];
  const [row] = await ctx.db.query<StoredRule>(
    `select ${RULE_COLUMNS} from dlp_rules where tenant_id = $1 and ${column} = $2`,
    [ctx.actor.tenantId, value],
  );
  if (rule) return asBuiltIn(rule, row);
  if (!row || row.pattern === null) throw notFound('dlp_rule');
  return asOwn(row);
}
