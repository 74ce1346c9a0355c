import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf } from '#test/kit/ask.ts';
import { tapDatabase } from '#test/kit/break.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { makeFindings } from './many-findings.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  const scans = [await tenant.scan(), await tenant.scan()];
  const risks = [['LLM01', 'LLM07'], ['ASI06'], ['LLM02', 'ASI03'], ['LLM10'], ['LLM05', 'LLM06']];
  await makeFindings(
    system.app,
    tenant,
    scans,
    Array.from({ length: 60 }, (_, n) => ({
      risks: risks[n % risks.length]!,
      severity: 'high',
      status: 'open',
      lastSeenAt: new Date(Date.UTC(2026, 3, 1, n)),
      scan: n % 2,
    })),
  );
});
afterAll(() => system[Symbol.asyncDispose]());

async function statementsOf(query: string): Promise<number> {
  let count = 0;
  const untap = tapDatabase(system.app, (text) => {
    // Who asks is looked up now and then, whatever is asked.
    if (!/\b(tokens|tenants|audit_events)\b/.test(text)) count += 1;
  });
  try {
    await dataOf(ask(system, token, query));
  } finally {
    untap();
  }
  return count;
}

const REFS = 'refs controls { ref title framework { name } } mapping { ref direct strength control { title } }';

describe('as many statements for many as for one:', () => {
  it.each<[what: string, query: (count: number) => string, most: number, few?: number]>([
    ['findings with their refs', (n) => `{ findings(first: ${n}) { nodes { id ${REFS} } } }`, 50],
    [
      'controls with the findings that touch them',
      (n) => `{ controls(first: ${n}) { nodes { ref framework { name } findings(first: 2) { nodes { id refs } } } } }`,
      50,
    ],
    [
      'pairs with the findings behind them and their refs',
      (n) =>
        `{ overlaps(first: ${n}) { nodes { refA curated { rationale } controlA { title } controlB { title } findings(first: 2) { nodes { id ${REFS} } } } } }`,
      30,
    ],
    [
      'curated pairs with the findings behind them',
      (n) =>
        `{ overlaps(curated: true, first: ${n}) { nodes { refA findingCount findings(first: 2) { nodes { id } } } } }`,
      22,
    ],
    [
      'covered controls with their probes and findings',
      (n) =>
        `{ coverage(framework: MITRE_ATLAS) { controls(first: ${n}) { nodes { state reason openFindings control { title findings(first: 1) { nodes { id } } } probes { lastRanAt } } } } }`,
      100,
      // The first of them are touched by nothing, and no finding is read for them.
      50,
    ],
    [
      'frameworks with their controls and the findings that touch them',
      (n) => `{ frameworks { name controls(first: ${n}) { nodes { ref findings(first: 1) { nodes { id } } } } } }`,
      20,
    ],
  ])('%s', async (_what, query, most, few = 1) => {
    // The first of a kind may read what is kept for the others.
    await statementsOf(query(few));
    const [one, many] = [await statementsOf(query(few)), await statementsOf(query(most))];
    expect(one).toBeGreaterThan(0);
    expect(many).toBe(one);
  });
});
