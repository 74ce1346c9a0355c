import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
/** Tokens of two members, and of nobody. */
let ada: string;
let ben: string;
let nobody: string;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  const tokenOf = async (name: string) => (await tenant.token({ userId: (await tenant.member(name)).userId })).text;
  [ada, ben] = [await tokenOf('Ada'), await tokenOf('Ben')];
  nobody = (await tenant.token()).text;
});
afterAll(() => system[Symbol.asyncDispose]());

const PROBLEM = '... on Problem { code path }';
const VIEW = 'view { id name noun shared filter orderBy problem }';
const create = (token: string, input: object) => mutate(token, 'createSavedView', input, VIEW);

async function mutate(token: string, name: string, input: object, payload: string): Promise<Json> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const document = `mutation($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { ${payload} } ${PROBLEM} } }`;
  return (await dataOf(ask(system, token, document, { input })))[name];
}

const names = async (token: string, filter = {}): Promise<string[]> => {
  const query = 'query($filter: SavedViewFilter) { savedViews(filter: $filter, first: 100) { nodes { name } } }';
  return (await dataOf(ask(system, token, query, { filter }))).savedViews.nodes.map((view: Json) => view.name);
};

describe('a saved view', () => {
  const filter = {
    severity: ['HIGH', 'CRITICAL'],
    or: [{ lastSeenAt: { gte: '2026-01-01T00:00:00.000Z' } }, { not: { statusIs: { in: ['RESOLVED'] } } }],
  };
  const orderBy = { by: 'SEVERITY', direction: 'DESC' };

  it('gives back what the list takes', async () => {
    const { view } = await create(ada, { name: ' Worst first ', findings: { filter, orderBy } });
    expect(view).toMatchObject({
      name: 'Worst first',
      noun: 'FINDINGS',
      shared: false,
      filter,
      orderBy,
      problem: null,
    });
    const list =
      'query($filter: FindingFilter, $orderBy: FindingOrder) { findings(filter: $filter, orderBy: $orderBy) { totalCount } }';
    await dataOf(ask(system, ada, list, { filter: view.filter, orderBy: view.orderBy }));
    const node = await dataOf(
      ask(system, ada, 'query($id: ID!) { node(id: $id) { ... on SavedView { name } } }', { id: view.id }),
    );
    expect(node.node.name).toBe('Worst first');
  });

  it('is seen by its member, and by everybody once it is shared', async () => {
    const { view } = await create(ada, { name: 'Mine', scans: {} });
    expect(await names(ada)).toContain('Mine');
    expect(await names(ben)).not.toContain('Mine');
    expect(await mutate(ben, 'updateSavedView', { viewId: view.id, name: 'His' }, VIEW)).toMatchObject({
      code: 'not_found',
    });
    expect(await mutate(ben, 'deleteSavedView', { viewId: view.id }, 'viewId')).toMatchObject({ code: 'not_found' });
    await mutate(ada, 'updateSavedView', { viewId: view.id, shared: true }, VIEW);
    expect(await names(ben)).toContain('Mine');
    expect(await names(ben, { shared: true, noun: { eq: 'SCANS' } })).toEqual(['Mine']);
    const { text } = await (await seed(system.app).tenant()).token();
    expect(await names(text)).toEqual([]);
  });

  it('is changed in what is given, its query as a whole', async () => {
    const { view } = await create(ada, { name: 'Change', findings: { filter, orderBy } });
    const change = (input: object) => mutate(ada, 'updateSavedView', { viewId: view.id, ...input }, VIEW);
    expect((await change({ name: 'Changed' })).view).toMatchObject({ name: 'Changed', filter, orderBy });
    expect((await change({ findings: { filter: { risk: 'LLM01' } } })).view).toMatchObject({
      filter: { risk: 'LLM01' },
      orderBy: null,
    });
    expect(await change({ scans: {} })).toMatchObject({ code: 'invalid_input', path: ['scans'] });
    expect(await mutate(ada, 'deleteSavedView', { viewId: view.id }, 'viewId')).toEqual({ viewId: view.id });
    expect(await names(ada)).not.toContain('Changed');
  });

  it('has its name to itself, among those of one list and owner', async () => {
    const make = (token: string, input: object) => create(token, { name: 'Twice', findings: {}, ...input });
    expect(await make(ada, {})).toMatchObject({ view: { name: 'Twice' } });
    expect(await make(ada, { name: 'TWICE' })).toMatchObject({ code: 'name_taken' });
    expect(await make(ben, {})).toMatchObject({ view: { name: 'Twice' } });
    expect(await make(ada, { shared: true })).toMatchObject({ view: { shared: true } });
    expect(await make(ben, { shared: true })).toMatchObject({ code: 'name_taken' });
    const { view } = await create(ada, { name: 'Another', findings: {} });
    expect(await mutate(ada, 'updateSavedView', { viewId: view.id, name: 'twice' }, VIEW)).toMatchObject({
      code: 'name_taken',
    });
  });

  it('says what it can no longer ask for', async () => {
    const { view } = await create(ada, { name: 'Old', targets: {} });
    await system.app.system.query('update saved_views set filter = $2 where name = $1', [
      'Old',
      { colour: { eq: 'red' } },
    ]);
    const { savedView } = await dataOf(
      ask(system, ada, 'query($id: ID!) { savedView(id: $id) { filter problem } }', { id: view.id }),
    );
    expect(savedView).toEqual({
      filter: { colour: { eq: 'red' } },
      problem: 'There is no member colour in this filter.',
    });
  });

  it.each([
    ['of no list', { name: 'x' }],
    ['of two lists', { name: 'x', findings: {}, scans: {} }],
    ['without a name', { name: ' ', findings: {} }],
    [
      'with a filter that is too deep',
      { name: 'x', findings: { filter: { not: { not: { not: { not: { not: { not: {} } } } } } } } },
    ],
    [
      'with more than can be kept',
      {
        name: 'x',
        findings: { filter: { probe: { in: Array.from({ length: 200 }, (_, i) => `${i}${'y'.repeat(150)}`) } } },
      },
    ],
  ])('%s is refused', async (_name, input) => {
    expect(await create(ada, input)).toMatchObject({ code: 'invalid_input' });
  });

  it('of one’s own needs somebody, a shared one the scope to write', async () => {
    expect(await create(nobody, { name: 'Nobody’s', findings: {} })).toMatchObject({
      code: 'invalid_input',
      path: ['shared'],
    });
    const { text } = await tenant.token({ scopes: ['findings:read'] });
    expect(await create(text, { name: 'Read only', findings: {}, shared: true })).toMatchObject({
      code: 'missing_scope',
    });
    expect(await create(text, { name: 'Read only', scans: {}, shared: true })).toMatchObject({ code: 'missing_scope' });
    await create(nobody, { name: 'Scans', scans: {}, shared: true });
    expect(await names(text)).not.toContain('Scans');
  });

  it('is made once for an idempotency key', async () => {
    const input = { name: 'Once', findings: {}, idempotencyKey: 'the-same-key' };
    const [first, second] = [await create(ada, input), await create(ada, input)];
    expect(second.view.id).toBe(first.view.id);
  });
});
