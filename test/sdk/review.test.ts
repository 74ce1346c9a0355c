import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '#sdk/index.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let scan: SeededScan;
let client: Client;
beforeAll(async () => {
  system = await startTestSystem();
  const tenant = await seed(system.app).tenant();
  client = createClient({ url: system.url, token: (await tenant.token()).text });
  scan = await tenant.scan({ status: 'completed' });
});
afterAll(() => system[Symbol.asyncDispose]());

describe('client.review', () => {
  it('lists what waits with all that a reviewer reads, and takes decisions', async () => {
    for (const position of [0, 1]) await scan.review(await scan.attempt(position));
    const waiting = await collect(client.review.list({ filter: { scanId: scan.publicId } }));
    expect(waiting).toMatchObject([
      {
        verdict: 'VULNERABLE',
        turns: [{ answer: 'The answer.' }],
        opinions: [{ judge: 'objective' }],
        ruling: { needsReview: true },
      },
      { scan: { id: scan.publicId } },
    ]);
    const confirmed = await client.review.confirm(waiting[0]!.id, { expected: waiting[0]!.verdict });
    expect(confirmed).toMatchObject({ review: { decision: 'CONFIRM', wasQueued: true }, finding: { status: 'OPEN' } });
    const overturned = await client.review.overturn(waiting[0]!.id, { verdict: 'RESISTANT', reason: 'It quoted us.' });
    expect(overturned).toMatchObject({
      review: { decision: 'OVERTURN', verdictBefore: 'VULNERABLE', verdict: 'RESISTANT' },
      finding: { id: confirmed.finding!.id, status: 'FALSE_POSITIVE' },
    });
    expect(await collect(client.review.list({ filter: { scanId: scan.publicId } }))).toMatchObject([
      { id: waiting[1]!.id },
    ]);
    expect(await collect(client.review.scorecards())).toMatchObject([
      { judge: 'meta', falsePositives: 1 },
      { judge: 'objective', reviewed: 2, accuracy: { value: 0.5 } },
    ]);
  });

  it('throws verdict_changed when somebody else was first', async () => {
    const { publicId: id } = await scan.attempt(2);
    await client.review.overturn(id, { verdict: 'INCONCLUSIVE', reason: 'Cut off.' });
    const late = client.review.confirm(id, { expected: 'VULNERABLE' });
    await expect(late).rejects.toMatchObject({ code: 'verdict_changed', path: ['expected'] });
  });
});
