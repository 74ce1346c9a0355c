import type { TenantApp } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { BUILT_IN_RULES } from './built-in/built-in-rules.ts';
import { compileRules, type DlpEngine } from './dlp-engine.ts';
import type { BuiltInRule, DlpAction, DlpCategory } from './dlp-rule.ts';

/** A rule as it holds for a tenant: one that comes with Tribunal, with what the tenant decided of it, or one of the tenant's own. */
export type EffectiveRule = {
  /** The name of one that comes with Tribunal, or `dlp_…`. */
  id: string;
  source: 'built_in' | 'tenant';
  category: DlpCategory;
  name: string;
  description: string;
  pattern: string;
  words: readonly string[];
  action: DlpAction;
  enabled: boolean;
  /** What it does where the tenant has decided nothing. Null for one of the tenant's own. */
  defaultAction: DlpAction | null;
  /** When the tenant last wrote it. Null: never. */
  updatedAt: Date | null;
};

export type RuleInForce = Pick<EffectiveRule, 'id' | 'name' | 'action' | 'pattern' | 'words'>;

/** A row of `dlp_rules`. */
export type StoredRule = {
  id: string;
  builtIn: string | null;
  name: string;
  description: string;
  pattern: string | null;
  words: string[];
  action: DlpAction;
  enabled: boolean;
  updatedAt: Date;
};

export const RULE_COLUMNS =
  'id, built_in as "builtIn", name, description, pattern, words, action, enabled, updated_at as "updatedAt"';

/** Every rule of a tenant, switched off or not: those that come with Tribunal first. Its callers have checked the scope. */
export async function rulesOf(app: TenantApp, tenantId: string): Promise<EffectiveRule[]> {
  const rows = await app.db.query<StoredRule>(
    `select ${RULE_COLUMNS} from dlp_rules where tenant_id = $1 order by id`,
    [tenantId],
  );
  const decided = new Map(rows.map((row) => [row.builtIn, row]));
  const own = rows.filter((row) => row.builtIn === null).map(asOwn);
  return [...BUILT_IN_RULES.map((rule) => asBuiltIn(rule, decided.get(rule.id))), ...own];
}

/** An engine of what holds for a tenant now: whoever keeps one does not see later changes. */
export async function openDlp(app: TenantApp, tenantId: string): Promise<DlpEngine> {
  const rules = await rulesOf(app, tenantId);
  return compileRules(rules.filter((rule) => rule.enabled));
}

/** A rule that comes with Tribunal, and the tenant's row about it. */
export function asBuiltIn(rule: BuiltInRule, row: StoredRule | undefined): EffectiveRule {
  const { id, name, category, action, words, pattern } = rule;
  return {
    id,
    source: 'built_in',
    category,
    name,
    description: '',
    pattern: pattern.source,
    words,
    action: row?.action ?? action,
    enabled: row?.enabled ?? true,
    defaultAction: action,
    updatedAt: row?.updatedAt ?? null,
  };
}

/** A row with a pattern. */
export function asOwn({ id, pattern, builtIn: _, ...row }: StoredRule): EffectiveRule {
  return {
    ...row,
    id: formatId('dlp_rule', id),
    source: 'tenant',
    category: 'custom',
    pattern: pattern!,
    defaultAction: null,
  };
}
