import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

/** Controls belong to no tenant, are some hundreds in all, and are filtered in memory. */

const CONTROLS = 'controls_framework_slug_position_key';

export const CONTROL_LIST: ListDescription = {
  noun: 'Control',
  plural: 'controls',
  from: 'controls t',
  id: 't.ref',
  fields: {
    ref: { kind: 'word', sql: 't.ref', index: 'controls_pkey', description: 'Its written form.' },
    framework: {
      kind: 'word',
      sql: 't.framework_slug',
      index: CONTROLS,
      description: 'The framework that it belongs to, such as `OWASP_LLM`.',
    },
    kind: {
      kind: 'word',
      sql: 't.kind',
      index: CONTROLS,
      description: 'What it is in its framework: `item`, `technique`, `article`, …',
    },
    title: { kind: 'text', sql: 't.title', index: CONTROLS, description: 'Its title.' },
    parentRef: { kind: 'word', sql: 't.parent_ref', index: CONTROLS, description: 'The control that it is a part of.' },
  },
  orders: {
    POSITION: { description: 'In the framework’s own order.', keys: [key('t.position', 'integer')] },
    TITLE: byKey('By its title.', key('t.title', 'text'), { sql: 't.ref', type: 'text' }),
  },
  order: { by: 'POSITION', direction: 'ASC' },
};
