import { equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Check, Door } from '#test/conformance/door.ts';
import { type Answer, ask, type Json, post } from '#test/kit/ask.ts';

const VIEWER = '{ viewer { scopes } }';
const MUTATION = 'mutation { putSecret(input: { name: "attack", value: "v" }) { __typename } }';
const send = (door: Door, body: object, headers?: Record<string, string>) =>
  post(door, door.token, JSON.stringify(body), headers);

function isRefused({ status, body }: Answer, ...statuses: number[]): void {
  ok(statuses.includes(status), `status ${status}`);
  ok((body?.data ?? null) === null);
}

/** Whether the body was taken as something that it is not. */
const typed = (id: string, says: string, type: string, body: string): Check => ({
  id,
  says,
  run: async (door) => isRefused(await post(door, door.token, body, { 'content-type': type }), 415),
});

const repeated = (id: string, says: string, body: string): Check => ({
  id,
  says,
  run: async (door) => isRefused(await post(door, door.token, body), 400),
});

/** Attacks by what HTTP carries beside the document. */
export const HTTP_ATTACKS: Check[] = [
  {
    id: 'A02',
    says: 'a batch of ten',
    run: async (door) => isRefused(await send(door, Array(10).fill({ query: VIEWER })), 400),
  },
  {
    id: 'A06',
    says: 'questions about the schema, in production, without the scope for them',
    run: async (door) => {
      const { body } = await ask(door, door.plainToken, '{ __schema { queryType { name } } }');
      equal(body.errors === undefined, !door.production);
    },
  },
  {
    id: 'A07',
    says: 'suggestions of what something might be called',
    run: async (door) => {
      const { body } = await ask(door, door.token, '{ viewr { scpes } }');
      ok(!/did you mean/i.test(JSON.stringify(body)));
    },
  },
  {
    id: 'A08',
    says: 'GraphiQL, in production',
    run: async (door) => {
      const response = await fetch(`${door.url}/graphql`, { headers: { accept: 'text/html' } });
      equal((await response.text()).includes('<html'), !door.production);
    },
  },
  {
    id: 'A09',
    says: 'a mutation by GET',
    run: async (door) => {
      const url = `${door.url}/graphql?query=${encodeURIComponent(MUTATION)}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${door.token}` } });
      equal(response.status, 405);
    },
  },
  typed('A10', 'a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(MUTATION)}`),
  {
    id: 'A11',
    says: 'traces in the answer',
    run: async (door) => {
      const { body } = await send(door, { query: VIEWER, extensions: { tracing: true } });
      ok(Object.keys(body.extensions ?? {}).every((key) => key === 'cost'));
    },
  },
  {
    id: 'A12',
    says: 'stack traces in errors',
    run: async (door) => {
      for (const query of ['{', '{ nothing }', '{ scan(id: "x") { id } }'])
        ok(!/stacktrace|node_modules|at .*\.ts:/.test(JSON.stringify((await ask(door, door.token, query)).body)));
    },
  },
  {
    id: 'A15b',
    says: 'a body of two megabytes',
    run: async (door) => isRefused(await ask(door, door.token, VIEWER, { a: 'x'.repeat(2 * 1024 * 1024) }), 413),
  },
  {
    id: 'A22',
    says: '50,000 variables',
    run: async (door) => {
      const variables = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`v${i}`, i]));
      ok((await ask(door, door.token, VIEWER, variables)).status < 500);
    },
  },
  repeated(
    'A23',
    'JSON 100,000 deep',
    `{"query":"${VIEWER}","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  ),
  repeated('A24', 'members that reach the prototype', `{"query":"${VIEWER}","variables":{"__proto__":{"admin":true}}}`),
  repeated('A24b', 'the same, written otherwise', `{"query":"${VIEWER}","\\u005f_proto__":{"query":"${VIEWER}"}}`),
  repeated('A25', 'a member given twice', `{"query":"${VIEWER}","query":"{ __typename }"}`),
  {
    id: 'A26',
    says: 'what went wrong inside',
    run: async (door) => {
      const { body } = await ask(door, door.token, '{ scans(after: "\u0000") { nodes { id } } }');
      ok(!/postgres|prisma|sql|relation|select /i.test(JSON.stringify(body)));
    },
  },
  typed('A27', 'text/plain', 'text/plain', JSON.stringify({ query: VIEWER })),
  typed('A28', 'multipart without a preflight', 'multipart/form-data; boundary=x', '--x--'),
  {
    id: 'A29',
    says: 'CORS for whoever asks',
    run: async (door) => {
      const { headers } = await send(door, { query: VIEWER }, { origin: 'https://elsewhere.example' });
      ok(![...headers.keys()].some((name) => name.startsWith('access-control-')));
    },
  },
  {
    id: 'A31',
    says: 'the hash of a document that nobody sent',
    run: async (door) => {
      const persistedQuery = { version: 1, sha256Hash: '0'.repeat(64) };
      isRefused(await send(door, { extensions: { persistedQuery } }), 200, 400);
      isRefused(await send(door, { documentId: `sha256:${'0'.repeat(64)}` }), 400);
    },
  },
  {
    id: 'A32',
    says: 'a document under the hash of another',
    run: async (door) => {
      const sha256Hash = createHash('sha256').update(VIEWER).digest('hex');
      const { body } = await send(door, {
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash } },
      });
      ok((body.data ?? null) === null || body.data.__typename === 'Query');
      const again: Json = (await send(door, { documentId: `sha256:${sha256Hash}` })).body;
      ok((again.data ?? null) === null);
    },
  },
  {
    id: 'A35',
    says: 'a bomb that unpacks to 50 megabytes',
    run: async (door) => {
      const response = await fetch(`${door.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          authorization: `Bearer ${door.token}`,
        },
        body: gzipSync(Buffer.alloc(50 * 1024 * 1024, 32)),
      });
      equal(response.status, 415);
    },
  },
];
