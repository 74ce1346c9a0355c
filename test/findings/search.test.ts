import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let ada: Seeded;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  ada = await tenant.member('Ada');
  const [a, b] = [await tenant.scan(), await tenant.scan()];
  // Three of one target and one of another: high, high, critical, high.
  const made = [
    await a.finding('Leaks the password'),
    await a.finding('Obeys'),
    await a.finding('Runs tools'),
    await b.finding('Leaks'),
  ];
  const set = (i: number, columns: string) =>
    system.app.system.query(`update findings set ${columns} where id = $1`, [made[i]!.id]);
  await set(0, `assignee_id = '${ada.id}', status = 'triaged'`);
  await set(1, `risks = '{LLM06}', description = 'The password is obeyed.'`);
  await set(2, `severity = 'critical', risks = '{LLM06,LLM10}', status = 'accepted'`);
  for (const tag of ['web', 'urgent'])
    await system.app.system.query('insert into finding_tags values ($1, $2, $3)', [tenant.id, made[0]!.id, tag]);
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}) => dataOf(ask(system, token, query, variables));

describe('a search', () => {
  const SEARCH = `query($text: String!, $filter: FindingFilter, $first: Int, $after: String, $last: Int, $before: String) {
    searchFindings(text: $text, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount pageInfo { hasNextPage endCursor startCursor } nodes { title }
      edges { rank cursor snippet { text isHit } node { title target { name } } } } }`;
  const search = async (text: string, more = {}): Promise<Json> =>
    (await read(SEARCH, { text, ...more })).searchFindings;
  const titles = async (text: string, filter = {}) =>
    (await search(text, { filter })).nodes.map((node: Json) => node.title);

  it('puts the title before the description', async () => {
    expect(await titles('password')).toEqual(['Leaks the password', 'Obeys']);
    expect(await titles('passw', { status: ['OPEN'] })).toEqual(['Obeys']);
    expect(await titles('nothing of the kind')).toEqual([]);
  });

  it('is paged both ways, the ranks falling, and says how many there are', async () => {
    const walked: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const page: Json = await search('prompt', { first: 1, after });
      expect(page.totalCount).toBe(4);
      walked.push(...page.nodes.map((node: Json) => node.title));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    const all = await search('prompt', { first: 100 });
    expect(walked).toEqual(all.nodes.map((node: Json) => node.title));
    expect(new Set(walked).size).toBe(4);
    const ranks = all.edges.map((edge: Json) => edge.rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    const back = await search('prompt', { last: 2, before: all.edges[3].cursor });
    expect(back.nodes.map((node: Json) => node.title)).toEqual(walked.slice(1, 3));
    const { body } = await ask(system, token, SEARCH, { text: 'other', after });
    expect(body.errors[0].extensions.code).toBe('INVALID_CURSOR');
  });

  it('shows where the words stand, as text', async () => {
    await system.app.system.query(
      `update findings set description = 'Says <b>Zebra</b> twice: zebras.' where tenant_id = $1 and title = 'Runs tools'`,
      [tenant.id],
    );
    const { edges } = await search('zebr');
    const hits = edges[0].snippet.filter((part: Json) => part.isHit).map((part: Json) => part.text);
    expect(hits).toEqual(['Zebra', 'zebras']);
    const text = edges[0].snippet.map((part: Json) => part.text).join('');
    expect(text).toContain('Says <b>Zebra</b> twice: zebras.');
  });

  it.each(['…', '', 'x'.repeat(201), 'x\0y'])('refuses %j', async (text) => {
    const { body } = await ask(system, token, SEARCH, { text });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });

  it.each(["it's & | ! <-> :* (", "'; drop table findings; --", '\\', '%_'])('takes %j for words', async (text) => {
    const { body } = await ask(system, token, SEARCH, { text });
    if (/[a-z]/.test(text)) expect(body.errors).toBeUndefined();
    else expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });
});
