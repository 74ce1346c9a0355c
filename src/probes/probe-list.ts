import type { ListDescription } from '#src/platform/filter.ts';
import type { Probe } from './probe.ts';

const MEMORY = 'memory';
const NAME = { sql: 't.id', type: 'text', direction: 'desc' } as const;

/** The library is read in memory: no column and no index stands behind its fields. */
export const PROBE_LIST: ListDescription = {
  noun: 'Probe',
  plural: 'probes',
  from: 'probes t',
  id: 't.id',
  fields: {
    id: { kind: 'text', sql: 't.id', index: MEMORY, description: 'Its name in the library.' },
    title: { kind: 'text', sql: 't.title', index: MEMORY, description: 'Its name for people.' },
    risks: { kind: 'list', sql: 't.risks', index: MEMORY, description: 'The risks it tests.' },
    severityIs: {
      kind: 'rank',
      enum: 'Severity',
      values: ['info', 'low', 'medium', 'high', 'critical'],
      sql: 't.severity',
      index: MEMORY,
      description: 'How bad the weakness is where it is shown. `gte: HIGH` leaves high and critical.',
    },
    status: {
      kind: 'choice',
      enum: 'ProbeStatus',
      values: ['experimental', 'active', 'deprecated'],
      sql: 't.status',
      index: MEMORY,
      description: 'Where it is in its life.',
    },
    tier: {
      kind: 'choice',
      enum: 'ProbeTier',
      values: ['core', 'extended'],
      sql: 't.tier',
      index: MEMORY,
      description: 'How central it is.',
    },
    needs: { kind: 'list', sql: 't.needs', index: MEMORY, description: 'What a target must have for it to apply.' },
    version: { kind: 'integer', sql: 't.version', index: MEMORY, description: 'Its version.' },
  },
  orders: {
    NAME: { description: 'By its name.', keys: [NAME] },
    TITLE: {
      description: 'By its name for people.',
      keys: [{ sql: 't.title', type: 'text', direction: 'desc' }, NAME],
    },
  },
  order: { by: 'NAME', direction: 'ASC' },
};

/** What `PROBE_LIST` calls a field, of a probe. */
export function probeField(probe: Probe, field: string): unknown {
  if (field === 'severityIs') return probe.severity;
  return field === 'needs'
    ? probe.target.needs
    : probe[field as 'id' | 'title' | 'risks' | 'status' | 'tier' | 'version'];
}
