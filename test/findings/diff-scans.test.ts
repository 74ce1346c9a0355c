import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '#src/findings/finding-draft.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, newTarget, obey, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let bot: ModelServer;
let falls = true;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  tenant = await seed(system.app).defaultTenant();
  bot = await startModelServer({ reply: (messages) => (falls ? obey(messages) : REFUSAL) });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const CLASSES = ['new', 'regressed', 'unchanged', 'fixed', 'undecided', 'notTested'];
const LISTS = CLASSES.map((name) => `${name}(first: 50) { totalCount nodes { probeId target { id } } }`).join(' ');
const DIFF = `query($base: ID!, $head: ID!) { scanDiff(base: $base, head: $head) { base { id } head { id } ${LISTS} } }`;

/** The probes in each class that is not empty, by name. */
async function diff(base: string, head: string, token = OWNER): Promise<Record<string, string[]>> {
  const { scanDiff } = await dataOf(ask(system, token, DIFF, { base, head }));
  const lists = CLASSES.map((name) => {
    const { nodes, totalCount } = scanDiff[name];
    expect(totalCount).toBe(nodes.length);
    return [name, nodes.map((node: Json) => node.probeId).sort()] as const;
  });
  return Object.fromEntries(lists.filter(([, probes]) => probes.length > 0));
}

let position = 0;
type Verdict = 'vulnerable' | 'resistant' | 'inconclusive' | null;

/** An attempt of a probe; without a verdict it is not judged, or did not apply. */
async function asked(scan: SeededScan, probe: string, verdict: Verdict, state = 'judged'): Promise<void> {
  position += 1;
  await system.app.system.query(
    `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, verdict)
     values ($1, $2, $3, $4, $5, 1, 'hash', $6, 1, 1, $7::attempt_state, $8::verdict_kind)`,
    [tenant.id, newId(), scan.id, position, probe, `v${position}`, state, verdict],
  );
}

/** The scan saw the finding of a probe. */
async function saw(scan: SeededScan, probe: string, regressed = false): Promise<void> {
  await asked(scan, probe, 'vulnerable');
  const [row] = await system.app.system.query<{ id: string }>(
    `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence, evidence_line,
       first_scan_id, last_scan_id, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, 'T', 'D', 'R', 'high', '{LLM01}', 0.9, 'L', $6, $6, now(), now())
     on conflict (tenant_id, target_id, fingerprint) do update set last_scan_id = $6 returning id`,
    [tenant.id, newId(), scan.target.id, fingerprintOf(probe), probe, scan.id],
  );
  await system.app.system.query(
    'insert into occurrences (tenant_id, finding_id, scan_id, confidence, regressed) values ($1, $2, $3, 0.9, $4)',
    [tenant.id, row!.id, scan.id, regressed],
  );
}

async function scans(count: number, target?: Seeded): Promise<SeededScan[]> {
  const of = target ?? (await tenant.target());
  const made: SeededScan[] = [];
  for (let i = 0; i < count; i += 1) made.push(await tenant.scan({ target: of, status: 'completed' }));
  return made;
}

describe('scanDiff', () => {
  it('puts each finding that either scan saw into the one list that is true of it', async () => {
    const [before, base, head] = (await scans(3)) as [SeededScan, SeededScan, SeededScan];
    for (const probe of ['stays', 'gone', 'half-gone', 'unsure', 'unasked', 'unfit', 'unjudged', 'waits'])
      await saw(base, probe);
    await saw(head, 'stays');
    await saw(head, 'first-asked');
    await asked(base, 'came-up', 'resistant');
    await saw(head, 'came-up');
    for (const verdict of ['resistant', 'resistant'] as const) await asked(head, 'gone', verdict);
    await asked(head, 'half-gone', 'resistant');
    await asked(head, 'half-gone', 'inconclusive');
    await asked(head, 'unsure', 'inconclusive');
    await asked(head, 'unfit', null, 'not_applicable');
    await asked(head, 'unjudged', null, 'planned');
    // Vulnerable, and no finding: it waits for a person.
    await asked(head, 'waits', 'vulnerable');
    // Seen before the base, withstood in it, seen again.
    await saw(before, 'back-again');
    await asked(base, 'back-again', 'resistant');
    await saw(head, 'back-again');
    // Resolved in between, and back.
    await saw(base, 'back-soon');
    await saw(head, 'back-soon', true);
    // Seen before the base, which did not ask: the base says nothing of it.
    await saw(before, 'skipped');
    await saw(head, 'skipped');
    // In neither of the two.
    await saw(before, 'long-gone');
    expect(await diff(base.publicId, head.publicId)).toEqual({
      new: ['came-up', 'first-asked', 'skipped'],
      regressed: ['back-again', 'back-soon'],
      unchanged: ['stays'],
      fixed: ['gone'],
      undecided: ['half-gone', 'unjudged', 'unsure', 'waits'],
      notTested: ['unasked', 'unfit'],
    });
    const seen = ['back-again', 'back-soon', 'came-up', 'first-asked', 'skipped', 'stays'];
    expect(await diff(head.publicId, head.publicId)).toEqual({
      unchanged: seen.filter((probe) => probe !== 'back-soon'),
      regressed: ['back-soon'],
    });
  });

  it('compares two deployments by what is the same weakness in both', async () => {
    const elsewhere = await tenant.target();
    const [earlier] = (await scans(1, elsewhere)) as [SeededScan];
    const [old] = (await scans(1)) as [SeededScan];
    const [fresh] = (await scans(1, elsewhere)) as [SeededScan];
    // What the other deployment withstood never was gone from this one.
    await saw(earlier, 'there-all-along');
    await asked(old, 'there-all-along', 'resistant');
    await saw(fresh, 'there-all-along');
    for (const probe of ['both', 'old-only']) await saw(old, probe);
    for (const probe of ['both', 'fresh-only']) await saw(fresh, probe);
    await asked(fresh, 'old-only', 'resistant');
    await asked(old, 'fresh-only', 'resistant');
    expect(await diff(old.publicId, fresh.publicId)).toEqual({
      new: ['fresh-only', 'there-all-along'],
      unchanged: ['both'],
      fixed: ['old-only'],
    });
    const { scanDiff } = await dataOf(ask(system, OWNER, DIFF, { base: old.publicId, head: fresh.publicId }));
    expect(scanDiff.unchanged.nodes[0].target.id).toBe(fresh.target.publicId);
    expect(scanDiff.fixed.nodes[0].target.id).toBe(old.target.publicId);
    expect([scanDiff.base.id, scanDiff.head.id]).toEqual([old.publicId, fresh.publicId]);
  });

  it('pages its lists, each row once', async () => {
    const [base, head] = (await scans(2)) as [SeededScan, SeededScan];
    const probes = Array.from({ length: 7 }, (_, i) => `many-${i}`);
    for (const probe of probes) await saw(head, probe);
    const query =
      'query($base: ID!, $head: ID!, $after: String) { scanDiff(base: $base, head: $head) { new(first: 3, after: $after) { nodes { probeId } pageInfo { hasNextPage endCursor } } } }';
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const variables = { base: base.publicId, head: head.publicId, after };
      const page: Json = (await dataOf(ask(system, OWNER, query, variables))).scanDiff.new;
      seen.push(...page.nodes.map((node: Json) => node.probeId));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen.sort()).toEqual(probes);
  });

  it('tells what became of a real target between real scans', async () => {
    const target = await newTarget(system.ctx, bot.url);
    const run = async (how: boolean) => {
      falls = how;
      const id = await begin(system.ctx, target, 4);
      await untilEnd(system.ctx, id);
      return formatId('scan', id);
    };
    const [first, second, third] = [await run(true), await run(false), await run(true)];
    const name = ['prompt-injection-basic'];
    expect(await diff(first, second)).toEqual({ fixed: name });
    expect(await diff(second, third)).toEqual({ regressed: name });
  });

  it('names each argument that is no scan, and withholds findings from a token without their scope', async () => {
    const [base, head] = (await scans(2)) as [SeededScan, SeededScan];
    const absent = formatId('scan', newId());
    const refused = async (variables: object) => (await ask(system, OWNER, DIFF, { ...variables })).body.errors[0];
    const one = await refused({ base: base.publicId, head: absent });
    expect(one).toMatchObject({ message: expect.stringMatching(/: head\.$/), extensions: { code: 'NOT_FOUND' } });
    expect((await refused({ base: absent, head: 'nonsense' })).message).toMatch(/: base and head\.$/);
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const variables = { base: base.publicId, head: head.publicId };
    const { body } = await ask(system, text, DIFF, variables);
    expect(body.data.scanDiff).toMatchObject({ base: { id: base.publicId }, new: null, fixed: null });
    expect(body.errors[0].extensions).toMatchObject({ code: 'MISSING_SCOPE', details: { scope: 'findings:read' } });
  });
});
