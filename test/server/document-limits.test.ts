import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type Answer, ask } from '#test/kit/ask.ts';
import { knownSocket } from '#test/kit/socket.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const times = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join(' ');
const nested = (depth: number) => `{ viewer ${'{ tenant '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;

/** 2^22 fields in a few lines. */
const FRAGMENT_BOMB = `{ viewer { ...F0 } } ${times(22, (i) => `fragment F${i} on Viewer { a: tenant { id } ${i < 21 ? `...F${i + 1} ...F${i + 1}` : 'scopes'} }`)}`;

const ATTACKS: [string, string, Record<string, unknown>?][] = [
  ['a hundred aliases', `{ ${times(101, (i) => `a${i}: viewer { scopes }`)} }`],
  ['five hundred times the same field', `{ viewer { ${'scopes '.repeat(500)} } }`],
  ['forty lists of a hundred under aliases', `{ ${times(40, (i) => `a${i}: scans(first: 100) { nodes { id } }`)} }`],
  [
    'three levels of lists of a hundred',
    '{ targets(first: 100) { nodes { scans(first: 100) { nodes { attempts(first: 100) { nodes { id } } } } } } }',
  ],
  [
    'the same with sizes in variables',
    'query($n: Int) { targets(first: $n) { nodes { scans(first: $n) { nodes { attempts(first: $n) { nodes { id } } } } } } }',
    { n: 100 },
  ],
  ['great depth', nested(20)],
  ['depth beyond any stack', nested(20_000)],
  ['lists in lists as a value', `{ scans(after: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { nodes { id } } }`],
  ['a fragment bomb', FRAGMENT_BOMB],
  ['fragments in a ring', '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }'],
  ['a thousand directives', `{ viewer ${'@include(if: true) '.repeat(1000)} { scopes } }`],
  ['a hundred unknown directives', `{ viewer { ${times(100, (i) => `a${i}: scopes @nope`)} } }`],
  ['two thousand variables', `query(${times(2000, (i) => `$v${i}: Int`)}) { viewer { scopes } }`],
  ['two megabytes of comment', `#${'x'.repeat(900_000)}\n{ viewer { scopes } }`],
  [
    'types of types of types',
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  ],
];

function expectRefused(body: Answer['body']): void {
  expect(body.data ?? null).toBeNull();
  expect(body.errors.length).toBeGreaterThan(0);
  expect(body.errors.length).toBeLessThanOrEqual(21);
  for (const error of body.errors)
    expect(['DOCUMENT_TOO_COMPLEX', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']).toContain(
      error.extensions.code,
    );
}

describe('a document that asks for too much is refused, quickly', () => {
  it.each(ATTACKS)('%s, over HTTP', async (_name, query, variables = {}) => {
    const before = performance.now();
    const { status, body } = await ask(system, OWNER, query, variables);
    expect(performance.now() - before).toBeLessThan(1000);
    expect(status).toBeLessThan(500);
    expectRefused(body);
  });

  it.each(ATTACKS)('%s, over the websocket', async (_name, query, variables = {}) => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables } });
    const { type, payload } = await socket.next();
    // What a document costs is known when it begins to run, so that refusal is a result of its own.
    expectRefused(type === 'next' ? payload : { errors: payload });
    socket.send({ id: '2', type: 'subscribe', payload: { query: '{ viewer { scopes } }' } });
    expect((await socket.until((message) => message.id === '2')).payload.data.viewer.scopes).toContain('scans:read');
  });
});

describe('what people do ask for is not refused', () => {
  it.each([
    ['the standard introspection', getIntrospectionQuery()],
    [
      'a page with pages below it',
      '{ targets(first: 50) { nodes { id name scans(first: 5) { nodes { id counts { planned } findings(first: 10) { nodes { id title risks { id title } refs controls { ref framework { slug } } } } } } } } }',
    ],
    ['twenty aliases', `{ ${times(20, (i) => `a${i}: viewer { scopes }`)} }`],
  ])('%s', async (_name, query) => {
    const { status, body } = await ask(system, OWNER, query);
    expect([status, body.errors]).toEqual([200, undefined]);
  });
});

describe('an error', () => {
  it.each([
    ['a field', '{ viewr { scopes } }'],
    ['an argument', '{ scans(frst: 1) { nodes { id } } }'],
    ['an enum value', '{ scans(status: [QUEUE]) { nodes { id } } }'],
    ['a type', 'query($a: Strin) { viewer { scopes } }'],
    ['an input member', 'mutation { putSecret(input: { nam: "a" }) { __typename } }'],
  ])('does not say what %s might have been called', async (_name, query) => {
    const { body } = await ask(system, OWNER, query);
    expect(body.errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
  });

  it('nor does one about a variable', async () => {
    const { body } = await ask(system, OWNER, 'query($s: [ScanStatus!]) { scans(status: $s) { nodes { id } } }', {
      s: ['QUEUE'],
    });
    expect(body.errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
  });
});
