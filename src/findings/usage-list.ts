import type { FilterField, ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';
import type { Usage } from './count-usage.ts';

/** Days and months are counted when they are asked for, some hundreds at most, and are filtered in memory. */
const MEMORY = 'memory';
const START = { sql: 't.from', type: 'time' } as const;

const count = (name: keyof Usage, description: string): FilterField => ({
  kind: 'integer',
  sql: `t.${name}`,
  index: MEMORY,
  description,
});
const amount = (name: keyof Usage, description: string): FilterField => ({
  ...count(name, description),
  kind: 'number',
});

export const USAGE_LIST: ListDescription = {
  noun: 'Usage',
  plural: 'usage',
  from: 'usage t',
  id: 't.from',
  fields: {
    scans: count('scans', 'How many scans were started.'),
    attempts: count('attempts', 'How many attempts have their answers.'),
    findings: count('findings', 'How many findings were seen for the first time.'),
    targetTokens: amount('targetTokens', 'Tokens of targets.'),
    targetUsd: amount('targetUsd', 'US dollars for targets.'),
    judgeTokens: amount('judgeTokens', 'Tokens of judge models.'),
    judgeUsd: amount('judgeUsd', 'US dollars for judge models.'),
  },
  orders: {
    FROM: { description: 'By time.', keys: [{ ...START, direction: 'desc' }] },
    SCANS: byKey('By scans.', key('t.scans', 'integer'), START),
    ATTEMPTS: byKey('By attempts.', key('t.attempts', 'integer'), START),
    FINDINGS: byKey('By new findings.', key('t.findings', 'integer'), START),
    TARGET_USD: byKey('By dollars for targets.', key('t.targetUsd', 'number'), START),
    JUDGE_USD: byKey('By dollars for judge models.', key('t.judgeUsd', 'number'), START),
  },
  order: { by: 'FROM', direction: 'ASC' },
};
