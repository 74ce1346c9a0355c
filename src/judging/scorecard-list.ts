import type { FilterField, ListDescription, Order } from '#src/platform/filter.ts';
import { key } from '#src/platform/filter-parts.ts';
import type { Scorecard } from './scorecards.ts';

/** Scorecards are counted when they are asked for, at most two hundred, and are filtered in memory. */
const MEMORY = 'memory';
/** Upwards among equals, whatever the figures run. */
const NAME = { sql: 't.id', type: 'text', direction: 'asc' } as const;

const word = (name: string, description: string): FilterField => ({
  kind: 'word',
  sql: `t.${name}`,
  index: MEMORY,
  description,
});
const share = (name: string, description: string): FilterField => ({
  kind: 'number',
  sql: `t.${name}`,
  index: MEMORY,
  description,
});
const byShare = (name: string, description: string): Order => ({
  description,
  keys: [key(`t.${name}`, 'number', 'desc', { nullable: true }), NAME],
});

export const SCORECARD_LIST: ListDescription = {
  noun: 'JudgeScorecard',
  plural: 'scorecards',
  from: 'scorecards t',
  id: 't.id',
  fields: {
    judge: word('judge', '`objective`, `specificity`, `criteria` or `meta`.'),
    engine: word('engine', 'A model’s name, or `deterministic`; for `meta` also `rules`.'),
    version: word('version', 'Its version.'),
    reviewed: {
      kind: 'integer',
      sql: 't.reviewed',
      index: MEMORY,
      description: 'How many attempts people decided that it was asked about.',
    },
    accuracy: share('accuracy', 'Right of all reviewed, from 0 to 1.'),
    precision: share('precision', 'Of those that it called `VULNERABLE`, those that are, from 0 to 1.'),
    recall: share('recall', 'Of those that are `VULNERABLE`, those that it called so, from 0 to 1.'),
    f1: share('f1', 'The harmonic mean of precision and recall, from 0 to 1.'),
  },
  orders: {
    REVIEWED: { description: 'By how many attempts people decided.', keys: [key('t.reviewed', 'integer'), NAME] },
    ACCURACY: byShare('accuracy', 'By accuracy.'),
    F1: byShare('f1', 'By F1.'),
    JUDGE: { description: 'By judge, engine and version.', keys: [{ ...NAME, direction: 'desc' }] },
  },
  order: { by: 'REVIEWED', direction: 'DESC' },
};

/** Judge, engine and version, which no other card has together. */
export function scorecardId({ judge, engine, version }: Pick<Scorecard, 'judge' | 'engine' | 'version'>): string {
  return JSON.stringify([judge, engine, version]).slice(0, 400);
}

/** What `SCORECARD_LIST` calls a field, of a card: of a share, its value. */
export function scorecardField(card: Scorecard, field: string): unknown {
  if (field === 'id') return scorecardId(card);
  const value = card[field as keyof Scorecard];
  return typeof value === 'object' && value !== null ? value.value : value;
}
