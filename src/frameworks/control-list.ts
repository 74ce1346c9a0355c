import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

/** Frameworks, controls and curated overlaps belong to no tenant, and are some hundreds in all. */

const CONTROLS = 'controls_framework_slug_position_key';
const OVERLAPS = 'control_overlaps_tier_id_idx';
const ID = { sql: 't.id', type: 'text' } as const;

export const CONTROL_LIST: ListDescription = {
  noun: 'Control',
  plural: 'controls',
  from: 'controls t',
  id: 't.ref',
  fields: {
    ref: { kind: 'word', sql: 't.ref', index: 'controls_pkey', description: 'Its written form.' },
    kind: {
      kind: 'word',
      sql: 't.kind',
      index: CONTROLS,
      description: 'What it is in its framework: `risk`, `technique`, …',
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

export const OVERLAP_LIST: ListDescription = {
  noun: 'ControlOverlap',
  plural: 'overlaps',
  from: 'control_overlaps t',
  id: 't.id',
  fields: {
    framework: {
      kind: 'list',
      link: true,
      sql: 'array[t.framework_a, t.framework_b] && ?::text[]',
      index: OVERLAPS,
      description: 'A framework of one of the two. `hasAll` of two leaves the pairs between them.',
    },
    control: {
      kind: 'list',
      link: true,
      sql: 'array[t.ref_a, t.ref_b] && ?::text[]',
      index: OVERLAPS,
      description: 'One of the two controls.',
    },
    strength: { kind: 'word', sql: 't.strength', index: OVERLAPS, description: 'How far they mean the same.' },
    confidence: { kind: 'word', sql: 't.confidence', index: OVERLAPS, description: 'How sure the curator is.' },
    basis: { kind: 'word', sql: 't.basis', index: OVERLAPS, description: 'What the pair rests on.' },
    tier: { kind: 'integer', sql: 't.tier', index: OVERLAPS, description: 'From 1, the surest.' },
    core: {
      kind: 'boolean',
      sql: 't.core',
      index: OVERLAPS,
      description: 'Only pairs that every report shows, or only the others.',
    },
  },
  orders: { TIER: byKey('By how sure it is.', key('t.tier', 'integer'), ID) },
  order: { by: 'TIER', direction: 'ASC' },
};
