import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { afterSchema, nastyText } from '#test/kit/arbitrary.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';

// Whatever is sent, the answer is a refusal or a success: never a fault of ours.

const REQUESTS = 9000;
const RAW = 1000;
const AT_ONCE = 25;
/** Requests that meet one tenant: what they delete is there again for the next ones. */
const A_TENANT = 300;

let system: TestSystem;
let document: Json;
const rejections: unknown[] = [];
const note = (reason: unknown) => void rejections.push(reason);
beforeAll(async () => {
  process.on('unhandledRejection', note);
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  document = (await rest(system, null, 'GET', '/openapi.json')).body;
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await system[Symbol.asyncDispose]();
});

/** A request with the ids of the document's examples, which become those of a tenant when it is sent. */
type Sent = {
  row: Row;
  path: string;
  body: unknown;
  cut: [number, Uint8Array] | null;
  headers: Record<string, string>;
};

describe('generated requests', () => {
  it(`are refused or done, ${REQUESTS} of them, without a fault`, async () => {
    const requests = fc.sample(fc.oneof(...ROWS.map(requestFor)), { numRuns: REQUESTS, seed: 20261121 });
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    for (let from = 0; from < REQUESTS; from += A_TENANT) {
      const world = await restWorld(system.app);
      const next = requests.slice(from, from + A_TENANT).values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const sent of next) {
            const status = await send(sent, world);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            if (status >= 500 || status === 0)
              faults.push(`${status} ${JSON.stringify({ ...sent, row: sent.row.id })}`);
          }
        }),
      );
    }
    expect(faults.map((fault) => fault.slice(0, 2000))).toEqual([]);
    expect(system.log.filter((line) => line.includes('"msg":"bug"'))).toEqual([]);
    expect(rejections).toEqual([]);
    // They reach what lies behind the parsing: a generator that is refused at the door shows nothing.
    for (const status of [200, 201, 202, 204, 400, 401, 404, 409, 415])
      expect([status, statuses.get(status) ?? 0]).toEqual([status, expect.toSatisfy((count: number) => count > 0)]);
    expect(statuses.get(200)!).toBeGreaterThan(REQUESTS / 50);
    expect(statuses.get(404)!).toBeGreaterThan(REQUESTS / 50);
  });
});

describe('bytes that are no request', () => {
  it(`are answered or hung up on, ${RAW} of them, and the server stays`, async () => {
    const { token } = await restWorld(system.app);
    const pieces = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 300 }), brokenHttp(token)), {
      numRuns: RAW,
      seed: 20261121,
    });
    const faults: string[] = [];
    const next = pieces.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const bytes of next) {
          const answer = await sendRaw(bytes);
          if (/^HTTP\/1\.1 5/m.test(answer)) faults.push(Buffer.from(bytes).toString('latin1'));
        }
      }),
    );
    expect(faults).toEqual([]);
    expect(rejections).toEqual([]);
    expect((await rest(system, token, 'GET', '/me')).status).toBe(200);
  });
});

/** Requests of a route after its part of the document, with ids that are there among those that are not. */
function requestFor(row: Row): fc.Arbitrary<Sent> {
  const { parameters = [], requestBody } = document.paths[row.path][row.method.toLowerCase()];
  const of = (place: string): Record<string, fc.Arbitrary<unknown>> =>
    Object.fromEntries(
      parameters
        .filter((one: Json) => one.in === place)
        .map((one: Json) => [one.name, sometimes(one.example, afterSchema(document, one.schema))]),
    );
  const media = requestBody?.content['application/json'];
  const body = media
    ? fc.oneof(
        { weight: 4, arbitrary: sometimes(media.example, afterSchema(document, media.schema)) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      )
    : fc.constant(undefined);
  const broken = fc.option(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 })), { freq: 6, nil: null });
  const parts = {
    path: fc.record(of('path')),
    query: fc.record(of('query'), { requiredKeys: [] }),
    headers: headersArbitrary,
    body,
    broken,
  };
  return fc.record(parts).map(({ path, query, headers, body: value, broken: cut }) => ({
    row,
    path: addressOf(row, path as Json, query as Json),
    body: value,
    cut,
    headers,
  }));
}

function sometimes(example: unknown, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return example === undefined
    ? other
    : fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, { weight: 1, arbitrary: other });
}

const printable = nastyText.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300));
const headersArbitrary = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        'content-type': fc.constantFrom(
          'application/json',
          'application/json; charset=utf-16',
          'text/plain',
          'application/xml',
          ';',
        ),
        'idempotency-key': printable,
        'if-match': printable,
        'if-none-match': printable,
        'last-event-id': printable,
        range: printable,
        'x-request-id': printable,
        authorization: fc.oneof(
          printable,
          printable.map((text) => `Bearer ${text}`),
        ),
      },
      { requiredKeys: [] },
    ),
  },
) as fc.Arbitrary<Record<string, string>>;

function addressOf(row: Row, path: Json, query: Json): string {
  const filled = row.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(path[name]) || '%20');
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled;
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.toWellFormed()).slice(0, 3000).replace(/%.?$/, '');
}

function bytesOf(value: unknown, cut: [number, Uint8Array] | null): Uint8Array {
  const whole = Buffer.from(JSON.stringify(value));
  if (!cut) return whole;
  const at = cut[0] % (whole.length + 1);
  return Buffer.concat([whole.subarray(0, at), cut[1], whole.subarray(at + 1)]);
}

/** The status; 0 for an answer that was cut off. */
async function send({ row, path, body: value, cut, headers }: Sent, world: RestWorld): Promise<number> {
  const body = value === undefined ? undefined : bytesOf(world.real(value), cut);
  try {
    const response = await fetch(`${system.url}/api/v2${world.real(path)}`, {
      method: row.method,
      headers: {
        authorization: `Bearer ${world.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: (body as BodyInit | undefined) ?? null,
      redirect: 'manual',
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function brokenHttp(bearer: string): fc.Arbitrary<Uint8Array> {
  const line = fc.constantFrom('GET', 'POST', 'get', 'BREW', '\0', 'PATCH');
  const target = fc.constantFrom(
    '/api/v2/scans',
    '/api/v2/%',
    '/api/v2/findings/%zz',
    '*',
    'http://x',
    '/api/v2/\xff',
    '//',
    '/api/v2/me?%',
  );
  const head = fc.constantFrom(
    '',
    'content-length: -1',
    'content-length: 5\r\ncontent-length: 6',
    'transfer-encoding: chunked',
    'transfer-encoding: chunked\r\ncontent-length: 3',
    ': x',
    'x'.repeat(20_000),
    'content-type: application/json\r\ncontent-length: 4',
  );
  const body = fc.constantFrom('', 'zz\r\n', '{"a', '\xff\xfe', '0\r\n\r\n');
  return fc.tuple(line, target, head, body).map(([method, path, header, rest]) => {
    const token = `authorization: Bearer ${bearer}`;
    return Buffer.from(
      `${method} ${path} HTTP/1.1\r\nhost: x\r\n${token}\r\n${header}${header ? '\r\n' : ''}\r\n${rest}`,
      'latin1',
    );
  });
}

/** What came back by the end of the connection, which is ours to end. */
async function sendRaw(bytes: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(system.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (piece) => {
    answer += piece.toString('latin1');
  });
  socket.on('error', () => {
    answer += '';
  });
  socket.end(bytes);
  await once(socket, 'close');
  return answer;
}
