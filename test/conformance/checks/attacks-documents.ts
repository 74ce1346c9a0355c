import { ok } from 'node:assert/strict';
import type { Check, Door } from '#test/conformance/door.ts';
import { ask, type Json } from '#test/kit/ask.ts';
import { knownSocket } from '#test/kit/socket.ts';

const times = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join(' ');
const nested = (depth: number) => `{ viewer ${'{ tenant '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const HUNDREDS = 'targets(first: $n) { nodes { scans(first: $n) { nodes { attempts(first: $n) { nodes { id } } } } } }';
const RING = '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }';
const BOMB = `{ viewer { ...F0 } } ${times(22, (i) => `fragment F${i} on Viewer { a: tenant { id } ${i < 21 ? `...F${i + 1} ...F${i + 1}` : 'scopes'} }`)}`;
const OVERLAP = `{ ${times(120, (i) => `viewer { tenant { id } ...O${i % 5} }`)} } ${times(5, (i) => `fragment O${i} on Viewer { tenant { id name } }`)}`;
const DEEP_OVERLAP = `{ ${times(2, () => `viewer ${'{ tenant '.repeat(12)}{ id }${'}'.repeat(12)}`)} }`;
const CIRCLE = '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';

type Attack = { id: string; says: string; query: string; variables?: Record<string, unknown> };

/** Documents that ask for too much, each to be refused before it costs anything. */
const ATTACKS: Attack[] = [
  { id: 'A01', says: '101 aliases', query: `{ ${times(101, (i) => `a${i}: viewer { scopes }`)} }` },
  { id: 'A03', says: 'the same field 500 times', query: `{ viewer { ${'scopes '.repeat(500)} } }` },
  { id: 'A04', says: '100 unknown directives', query: `{ viewer { ${times(100, (i) => `a${i}: scopes @nope`)} } }` },
  { id: 'A05', says: 'introspection in circles', query: CIRCLE },
  { id: 'A13', says: 'depth', query: nested(20) },
  { id: 'A14', says: '20,000 tokens', query: `{ ${'viewer { scopes } '.repeat(4000)} }` },
  { id: 'A15', says: 'a document of 900 kB', query: `#${'x'.repeat(900_000)}\n{ viewer { scopes } }` },
  {
    id: 'A16',
    says: '40 lists of a hundred under aliases',
    query: `{ ${times(40, (i) => `a${i}: scans(first: 100) { nodes { id } }`)} }`,
  },
  { id: 'A17', says: 'fragments in a ring', query: RING },
  { id: 'A18', says: '2^22 fields by fragments', query: BOMB },
  { id: 'A19', says: 'many fields that have to be merged', query: OVERLAP },
  { id: 'A20', says: 'deep ones that have to be merged', query: DEEP_OVERLAP },
  {
    id: 'A21',
    says: '2,000 variables that nothing uses',
    query: `query(${times(2000, (i) => `$v${i}: Int`)}) { viewer { scopes } }`,
  },
  {
    id: 'A30',
    says: 'sizes in variables',
    query: `query($n: Int) { ${HUNDREDS} }`,
    variables: { n: 100 },
  },
  { id: 'A33', says: 'two operations and no name', query: 'query A { __typename } query B { __typename }' },
  { id: 'A34', says: 'a directive where it may not stand', query: 'query @skip(if: true) { viewer { scopes } }' },
  {
    id: 'A36',
    says: '2,000 conditions',
    query: `{ viewer ${'@include(if: true) '.repeat(2000)} { scopes } }`,
  },
  { id: 'A37', says: '@defer', query: '{ viewer { ... @defer { scopes } } }' },
  { id: 'A38', says: 'a document 20,000 deep', query: nested(20_000) },
  {
    id: 'A39',
    says: 'a value 20,000 deep',
    query: `{ scans(after: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { nodes { id } } }`,
  },
];

const CODES = [
  'DOCUMENT_TOO_COMPLEX',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
];

function isRefusal(body: Json): void {
  ok((body.data ?? null) === null);
  ok(body.errors.length > 0 && body.errors.length <= 21);
  for (const { extensions } of body.errors) ok(CODES.includes(extensions.code), extensions.code);
  ok(JSON.stringify(body).length < 20_000);
}

async function overHttp(door: Door, { query, variables = {} }: Attack): Promise<void> {
  const { status, body } = await ask(door, door.token, query, variables);
  ok(status < 500);
  isRefusal(body);
}

async function overSocket(door: Door, { query, variables = {} }: Attack): Promise<void> {
  using socket = await knownSocket(door, door.token);
  socket.send({ id: '1', type: 'subscribe', payload: { query, variables } });
  const { type, payload } = await socket.next();
  isRefusal(type === 'next' ? payload : { errors: payload });
  socket.send({ id: '2', type: 'subscribe', payload: { query: '{ __typename }' } });
  await socket.until((message) => message.id === '2' && message.type === 'next');
}

export const DOCUMENT_ATTACKS: Check[] = ATTACKS.flatMap((attack) => [
  { id: attack.id, says: attack.says, run: (door: Door) => overHttp(door, attack) },
  // A45: limits that hold over HTTP alone are none.
  { id: `${attack.id}/A45`, says: `${attack.says}, over the websocket`, run: (door: Door) => overSocket(door, attack) },
]);
