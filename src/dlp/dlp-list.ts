import type { ListDescription } from '#src/platform/filter.ts';
import type { EffectiveRule } from './effective-rule.ts';

const MEMORY = 'memory';
const NAME = { sql: 't.name', type: 'text', direction: 'desc' } as const;
const ID = { sql: 't.id', type: 'text', direction: 'desc' } as const;

/** Rules that come with Tribunal stand in no table: the list is read in memory, and no index stands behind its fields. */
export const DLP_LIST: ListDescription = {
  noun: 'DlpRule',
  plural: 'dlp_rules',
  from: 'dlp_rules t',
  id: 't.id',
  fields: {
    name: { kind: 'text', sql: 't.name', index: MEMORY, description: 'Its name for people.' },
    source: {
      kind: 'choice',
      enum: 'DlpSource',
      values: ['built_in', 'tenant'],
      sql: 't.source',
      index: MEMORY,
      description: 'Where it comes from.',
    },
    category: {
      kind: 'choice',
      enum: 'DlpCategory',
      values: ['credential', 'key', 'personal', 'internal', 'custom'],
      sql: 't.category',
      index: MEMORY,
      description: 'What it looks for.',
    },
    action: {
      kind: 'choice',
      enum: 'DlpAction',
      values: ['block', 'redact', 'warn'],
      sql: 't.action',
      index: MEMORY,
      description: 'What it does.',
    },
    enabled: { kind: 'boolean', sql: 't.enabled', index: MEMORY, description: 'Whether it is switched on.' },
  },
  orders: {
    ID: { description: 'By its id: those that come with Tribunal by their names, then the tenant’s.', keys: [ID] },
    NAME: { description: 'By its name for people.', keys: [NAME, ID] },
  },
  order: { by: 'NAME', direction: 'ASC' },
};

/** What `DLP_LIST` calls a field, of a rule. */
export function dlpField(rule: EffectiveRule, field: string): unknown {
  return rule[field as 'id' | 'name' | 'source' | 'category' | 'action' | 'enabled'];
}
