import fc from 'fast-check';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema as served } from '#schema/index.ts';
import { printedSchema } from '#schema/print.ts';
import { costPlan } from '#src/server/cost/cost-plan.ts';
import { actualCost, requestedCost } from '#src/server/cost/count-cost.ts';
import { anyAnswer } from '#test/kit/any-answer.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask } from '#test/kit/ask.ts';
import { diceOf, QueryWriter, type RandomQuery } from '#test/kit/random-query.ts';
import { seed } from '#test/kit/seed.ts';

/** Without its resolvers, so that rows can be made up. */
const schema = buildSchema(printedSchema());
const DEAREST = 50_000;

function planOf({ query, variables }: RandomQuery) {
  const document = parse(query);
  return costPlan(schema, document, getOperationAST(document)!, variables);
}

describe('what an operation costs is never more than was said before', () => {
  it('for 10,000 documents out of the schema, executed on made-up rows', () => {
    let [most, tight] = [0, 0];
    fc.assert(
      fc.property(fc.nat(), (number) => {
        const dice = diceOf(number);
        const written = new QueryWriter(schema, dice).write(dice(8) === 0 ? 'mutation' : 'query');
        fc.pre(validate(schema, parse(written.query)).length === 0);
        const plan = planOf(written);
        const requested = requestedCost(plan);
        fc.pre(requested <= DEAREST);
        const { data, errors } = anyAnswer(schema, written, dice);
        expect(errors).toBeUndefined();
        const actual = actualCost(plan, data);
        expect(actual).toBeLessThanOrEqual(requested);
        expect(actual).toBeGreaterThan(0);
        most = Math.max(most, actual);
        if (actual === requested) tight += 1;
      }),
      { numRuns: 10_000, maxSkipsPerRun: 10 },
    );
    // The bound is one: it is reached often, and by dear documents too.
    expect(tight).toBeGreaterThan(1000);
    expect(most).toBeGreaterThan(1000);
  }, 240_000);
});

describe('over HTTP on a seeded database', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    const tenant = await seed(system.app).defaultTenant();
    const target = await tenant.target();
    for (let i = 0; i < 25; i += 1) await tenant.scan({ target, attempts: i === 0 ? 30 : 1 });
  });
  afterAll(() => system[Symbol.asyncDispose]());

  it('the answer says so, for 300 documents', async () => {
    let answered = 0;
    for (let number = 1; answered < 300; number += 1) {
      const written = new QueryWriter(served, diceOf(number)).write('query');
      const { body } = await ask(system, OWNER, written.query, written.variables);
      const cost = body.extensions?.cost;
      if (!cost) continue; // refused before it could cost anything
      answered += 1;
      expect(cost.actual).toBeLessThanOrEqual(cost.requested);
      if (!body.errors) expect(cost.actual).toBe(actualCost(planOf(written), body.data));
    }
  });
});
