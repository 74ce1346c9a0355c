import type { BuiltInRule } from '#src/dlp/dlp-rule.ts';
import { CLOUD_RULES } from './cloud.ts';
import { INTERNAL_RULES } from './internal.ts';
import { KEY_RULES } from './keys.ts';
import { PERSONAL_RULES } from './personal.ts';
import { SERVICE_RULES } from './services.ts';

/** Every rule that comes with Tribunal, in the order in which it is listed. */
export const BUILT_IN_RULES: readonly BuiltInRule[] = [
  ...CLOUD_RULES,
  ...SERVICE_RULES,
  ...KEY_RULES,
  ...PERSONAL_RULES,
  ...INTERNAL_RULES,
];

const byId = new Map(BUILT_IN_RULES.map((rule) => [rule.id, rule]));

export function builtInRule(id: string): BuiltInRule | undefined {
  return byId.get(id);
}
