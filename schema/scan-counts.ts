import type { ScanCounts } from '#src/scans/scan.ts';
import { builder } from './builder.ts';

export const ScanCountsType = builder.objectRef<ScanCounts>('ScanCounts').implement({
  description:
    'Where the attempts of a scan stand. When the scan is completed, `vulnerable + resistant + inconclusive = planned`.',
  fields: (t) => ({
    planned: t.exposeInt('planned', { description: 'Attempts that apply to the target.' }),
    notApplicable: t.exposeInt('notApplicable', {
      description: 'Attempts that do not, for want of something their probe needs. Not part of `planned`.',
    }),
    answered: t.exposeInt('answered', { description: 'Attempts whose sending is over, with or without an answer.' }),
    failed: t.exposeInt('failed', { description: 'Attempts that got no answer. Part of `answered`.' }),
    judged: t.exposeInt('judged', { description: 'Attempts with a verdict.' }),
    vulnerable: t.exposeInt('vulnerable', { description: 'Attempts that showed the weakness.' }),
    resistant: t.exposeInt('resistant', { description: 'Attempts that the target withstood.' }),
    inconclusive: t.exposeInt('inconclusive', { description: 'Attempts nobody can decide. Never a pass.' }),
    findings: t.exposeInt('findings', { description: 'Findings that the scan saw.' }),
    needsReview: t.exposeInt('needsReview', { description: 'Verdicts that wait for a person.' }),
  }),
});

/** A decimal of the database, or the number that an event has kept. */
type Money = number | { toNumber(): number };

export type ScanSpend = {
  calls: number;
  tokens: bigint | number;
  usd: Money;
  judgeCalls: number;
  judgeTokens: bigint | number;
  judgeUsd: Money;
};

const numberOf = (money: Money) => (typeof money === 'number' ? money : money.toNumber());

export const ScanSpendType = builder.objectRef<ScanSpend>('ScanSpend').implement({
  description: 'What a scan has cost so far.',
  fields: (t) => ({
    calls: t.exposeInt('calls', { description: 'Requests to the target, repeats included.' }),
    tokens: t.float({
      description: 'Tokens in and out of the target, a whole number.',
      resolve: (spend) => Number(spend.tokens),
    }),
    usd: t.float({
      description: 'US dollars for the target, by the costs in its budget; 0 without them.',
      resolve: (spend) => numberOf(spend.usd),
    }),
    judgeCalls: t.exposeInt('judgeCalls', { description: 'Requests to judge models.' }),
    judgeTokens: t.float({
      description: 'Tokens in and out of judge models, a whole number.',
      resolve: (spend) => Number(spend.judgeTokens),
    }),
    judgeUsd: t.float({
      description: 'US dollars for judge models; 0 where their costs are not configured.',
      resolve: (spend) => numberOf(spend.judgeUsd),
    }),
  }),
});

export const ScanJudge = builder.objectRef<{ judge: string; engine: string; version: string }>('ScanJudge').implement({
  description: 'A judge that a scan uses, fixed when the scan was planned.',
  fields: (t) => ({
    name: t.exposeString('judge', { description: 'What it asks: `objective`, `specificity`, `criteria`, or `meta`.' }),
    engine: t.exposeString('engine', { description: 'A model’s name, or `deterministic`.' }),
    version: t.exposeString('version', { description: 'Changes with everything that shapes its answers.' }),
  }),
});
