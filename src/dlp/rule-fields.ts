import { z } from 'zod';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { DLP_ACTIONS } from './dlp-rule.ts';
import { OWN_PATTERN, ownPattern } from './own-pattern.ts';

/** How many rules of its own a tenant may have: each of them reads every text. */
export const OWN_RULES_MAX = 50;
/** What could break a line, end a text, or turn its direction round, wherever a rule's name is shown or logged. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const NO_CONTROLS = 'must not hold control characters';

const plain = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !UNPRINTABLE.test(text) && text.isWellFormed(), NO_CONTROLS);

/** The members of a rule that people set, with their bounds. */
export const ruleFields = {
  name: plain(1, 100),
  description: plain(0, 500),
  pattern: z
    .string()
    .min(1)
    .max(OWN_PATTERN.characters)
    .refine((text) => !UNPRINTABLE.test(text) && text.isWellFormed(), NO_CONTROLS),
  /** Kept in lower case. */
  words: z
    .array(plain(2, 100).transform((word) => word.toLowerCase()))
    .max(20)
    .transform((words) => [...new Set(words)]),
  action: z.enum(DLP_ACTIONS),
  enabled: z.boolean(),
};

/** Takes the tenant's rules for writing, one writer at a time: names and what all patterns cost are settled behind this lock. */
export async function lockRules(tx: Sql, tenantId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`dlp_rules ${tenantId}`]);
}

/**
 * Checks that there is room for a rule as it will be, and that what is switched on stays within what all patterns may cost. Behind `lockRules`.
 *
 * @throws DomainError `invalid_pattern`, `too_many_dlp_rules`
 */
export async function makeRoom(
  tx: Sql,
  tenantId: string,
  changed: { id: string; pattern: string; enabled: boolean },
): Promise<void> {
  const others = await tx.query<{ pattern: string; enabled: boolean }>(
    'select pattern, enabled from dlp_rules where tenant_id = $1 and built_in is null and id <> $2',
    [tenantId, changed.id],
  );
  if (others.length >= OWN_RULES_MAX) {
    throw new DomainError('too_many_dlp_rules', `A tenant has at most ${OWN_RULES_MAX} rules of its own. Delete one.`);
  }
  const { steps } = ownPattern(changed.pattern);
  if (!changed.enabled) return;
  const used = others.reduce((sum, { pattern, enabled }) => sum + (enabled ? ownPattern(pattern).steps : 0), 0);
  if (used + steps > OWN_PATTERN.stepsOfAll) {
    throw new DomainError(
      'too_many_dlp_rules',
      `The patterns that are switched on compile to ${used + steps} steps together, and ${OWN_PATTERN.stepsOfAll} are allowed. Make repeats smaller, or switch a rule off.`,
    );
  }
}

/** Two of a tenant's rules do not share a name, whatever its case. */
export function nameTaken(name: string): DomainError {
  return new DomainError('name_taken', `There is a rule called "${name}" already.`, { path: ['name'] });
}
