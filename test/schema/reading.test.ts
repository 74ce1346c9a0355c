import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { tapDatabase } from '#test/kit/break.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}) => dataOf(ask(system, OWNER, query, variables));

describe('a node', () => {
  let scan: SeededScan;
  let finding: Seeded & { evidence: Seeded };
  let attempt: Seeded;
  beforeAll(async () => {
    scan = await tenant.scan();
    attempt = await scan.attempt(0);
    finding = await scan.finding();
  });

  it('is found again by the id that it showed, each in its place, with null for what there is not', async () => {
    const secret = await tenant.secret('a_key');
    const token = await tenant.token();
    const known = [tenant, scan, scan.target, attempt, finding, finding.evidence, secret, token].map(
      (row) => row.publicId,
    );
    const absent = scan.publicId.replace(/.{4}$/, '0000');
    const ids = [absent, ...known, 'junk', scan.id, ''];
    const { nodes } = await read('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(nodes.map((node: Json) => node?.id ?? null)).toEqual([null, ...known, null, null, null]);
    expect(nodes.map((node: Json) => node?.__typename)).toEqual([
      undefined,
      'Tenant',
      'Scan',
      'Target',
      'Attempt',
      'Finding',
      'FindingEvidence',
      'Secret',
      'Token',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is read with all that the operation asks of its type', async () => {
    const query =
      'query($id: ID!) { node(id: $id) { ... on Attempt { scan { id } system turns { prompt answer } opinions { judge verdict } ruling { kind basis } } } }';
    const { node } = await read(query, { id: attempt.publicId });
    expect(node).toEqual({
      scan: { id: scan.publicId },
      system: 'Be kind.',
      turns: [{ prompt: 'The prompt.', answer: 'The answer.' }],
      opinions: [{ judge: 'objective', verdict: 'VULNERABLE' }],
      ruling: { kind: 'VULNERABLE', basis: 'ORACLE' },
    });
  });

  it('is found by its plain UUID where the field says what it is', async () => {
    expect((await read('query($id: ID!) { scan(id: $id) { id } }', { id: scan.id })).scan.id).toBe(scan.publicId);
  });

  it('says which controls it touches, by the crosswalk of its risks', async () => {
    const query = 'query($id: ID!) { finding(id: $id) { refs controls { ref } risks { id title } } }';
    const { finding: found } = await read(query, { id: finding.publicId });
    expect(found.risks).toEqual([
      { id: 'LLM01', title: 'Prompt Injection' },
      { id: 'LLM07', title: 'System Prompt Leakage' },
    ]);
    expect(found.refs).toContain('OWASP_LLM01');
    expect(found.refs).toContain('OWASP_LLM07');
    expect(found.refs).toEqual(found.controls.map((control: Json) => control.ref));
    expect(new Set(found.refs).size).toBe(found.refs.length);
  });
});

describe('a list', () => {
  const ids: string[] = [];
  let target: Seeded;
  beforeAll(async () => {
    target = await tenant.target();
    for (let i = 0; i < 7; i += 1) ids.unshift((await tenant.scan({ target })).publicId);
  });
  const PAGE = `query($target: ID, $first: Int, $after: String, $last: Int, $before: String) {
    scans(targetId: $target, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const page = async (args: object) => (await read(PAGE, { target: target.publicId, ...args })).scans;
  const idsOf = (of: Json) => of.nodes.map((node: Json) => node.id);

  it('walked forwards gives each row once, newest first, and says when it ends', async () => {
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const current = await page({ first: 3, after });
      expect(current.pageInfo.hasPreviousPage).toBe(after !== null);
      walked.push(...idsOf(current));
      ({ hasNextPage: more, endCursor: after } = current.pageInfo);
    }
    expect(walked).toEqual(ids);
  });

  it('walked backwards gives the same rows, each page in the same order', async () => {
    const walked: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const current = await page({ last: 3, before });
      walked.unshift(...idsOf(current));
      ({ hasPreviousPage: more, startCursor: before } = current.pageInfo);
    }
    expect(walked).toEqual(ids);
  });

  it('keeps its place when the row of the cursor is gone', async () => {
    const doomed = await tenant.scan({ target });
    const [cursor] = (await page({ first: 1 })).edges.map((edge: Json) => edge.cursor);
    await system.app.system.query('delete from scans where id = $1', [doomed.id]);
    expect(idsOf(await page({ first: 3, after: cursor }))).toEqual(ids.slice(0, 3));
  });

  it('does not show a row twice when a new one comes meanwhile', async () => {
    const first = await page({ first: 3 });
    const newer = await tenant.scan({ target });
    expect(idsOf(await page({ first: 10, after: first.pageInfo.endCursor }))).toEqual(ids.slice(3));
    await system.app.system.query('delete from scans where id = $1', [newer.id]);
  });

  it('counts its rows, filter included', async () => {
    expect((await page({ first: 1 })).totalCount).toBe(7);
  });

  it.each([
    ['no rows', { first: 0 }],
    ['a negative number of rows', { first: -1 }],
    ['more than a hundred rows', { first: 101 }],
    ['rows from both ends', { first: 1, last: 1 }],
    ['no rows from the back', { last: 0 }],
  ])('refuses to give %s', async (_name, args) => {
    const { body } = await ask(system, OWNER, PAGE, { target: target.publicId, ...args });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });

  it.each([
    'junk',
    '',
    'e30',
    Buffer.from('["scans","1"]').toString('base64url'),
    Buffer.from('["tokens","1","x"]').toString('base64url'),
    'x'.repeat(5000),
  ])('refuses %j as a cursor', async (after) => {
    const { body } = await ask(system, OWNER, PAGE, { target: target.publicId, after });
    expect(body.errors[0].extensions.code).toBe('INVALID_CURSOR');
  });

  it('of the library is paged in the same way', async () => {
    const walked: string[] = [];
    let total = 0;
    for (let after: string | null = null, more = true; more; ) {
      const { probes }: Json = await read(
        'query($after: String) { probes(first: 25, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      walked.push(...idsOf(probes));
      total = probes.totalCount;
      ({ hasNextPage: more, endCursor: after } = probes.pageInfo);
    }
    expect(walked).toHaveLength(total);
    expect(walked).toEqual([...new Set(walked)].sort());
    const { probes } = await read('{ probes(last: 2) { nodes { id } } }');
    expect(idsOf(probes)).toEqual(walked.slice(-2));
  });
});

describe('the number of statements', () => {
  // What breaks if this fails: a page of a hundred scans costs hundreds of round trips, and the API is slow for everybody.
  let count = 0;
  beforeAll(async () => {
    for (let i = 0; i < 10; i += 1) {
      const scan = await tenant.scan({ attempts: 3 });
      await scan.finding(`finding ${i}`);
      await scan.finding(`another ${i}`);
    }
    tapDatabase(system.app, (text) => {
      // The audit of calls is written and the epoch of cursors looked after beside them, whenever they are due.
      if (!/\baudit_|log_epoch/.test(text)) count += 1;
    });
  });
  const statements = async (query: string) => {
    count = 0;
    await read(query);
    return count;
  };

  it.each([
    ['scans with their targets', '{ scans(first: $n) { nodes { id target { name } } } }'],
    [
      'scans with a page of findings each',
      '{ scans(first: $n) { nodes { findings(first: 5) { nodes { title refs } totalCount } } } }',
    ],
    [
      'scans with attempts and all that belongs to them',
      '{ scans(first: $n) { nodes { attempts(first: 3) { nodes { system turns { answer } opinions { judge } ruling { kind } } } } } }',
    ],
    [
      'findings with evidence, occurrences, controls and frameworks',
      '{ findings(first: $n) { nodes { evidence(first: 2) { nodes { summary } } occurrences(first: 2) { nodes { scan { id } } } controls { ref framework { slug } } } } }',
    ],
    [
      'targets with scans with findings',
      '{ targets(first: $n) { nodes { scans(first: 2) { nodes { findings(first: 2) { nodes { title } } } } } } }',
    ],
  ])('does not grow with the rows: %s', async (_name, query) => {
    const one = await statements(query.replace('$n', '1'));
    const ten = await statements(query.replace('$n', '10'));
    expect(one).toBeGreaterThan(1);
    expect(ten).toBe(one);
  });
});
