import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '#schema/index.ts';
import { openLog } from '#src/platform/log.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { readPersistedDocuments } from '#src/server/persisted-documents.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type Json, post } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';

const LIST: Record<string, string> = JSON.parse(readFileSync('client-sdk/_generated/persisted-documents.json', 'utf8'));
const idOf = (operation: string) => Object.keys(LIST).find((id) => LIST[id]!.includes(operation))!;
const VIEWER = idOf('query Viewer');
const EVENTS = idOf('subscription ScansWatch');
const hash = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const UNKNOWN = hash('nobody');
const codeOf = (body: Json) => body.errors[0].extensions.code;

let system: TestSystem;
let strict: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  const { api } = system.app.config;
  const config = { api: { ...api, documents: 'persisted' as const } };
  strict = await startTestSystem({ databaseUrl: system.databaseUrl, config });
});
afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

const send = (to: TestSystem, body: object) => post(to, OWNER, JSON.stringify(body));

describe('the list of our own clients', () => {
  it('holds documents that this schema answers', () => {
    expect(Object.keys(LIST).length).toBeGreaterThan(10);
    for (const text of Object.values(LIST)) expect(validate(schema, parse(text))).toEqual([]);
  });
});

describe('a document by its id', () => {
  it('runs over HTTP, by POST and by GET', async () => {
    expect((await send(system, { documentId: VIEWER })).body.data.viewer.scopes).toContain('scans:read');
    const response = await fetch(`${system.url}/graphql?documentId=${encodeURIComponent(VIEWER)}`, {
      headers: { authorization: `Bearer ${OWNER}` },
    });
    expect((await response.json()).data.viewer.scopes).toContain('scans:read');
  });

  it('runs over the websocket and as an event stream', async () => {
    const scan = await (await seed(system.app).defaultTenant()).scan();
    const variables = { id: scan.publicId };
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '', documentId: EVENTS, variables } });
    expect((await socket.next()).payload.data.scanEvents.cursor).toEqual(expect.any(String));
    const stop = new AbortController();
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${OWNER}` },
      body: JSON.stringify({ documentId: EVENTS, variables }),
      signal: stop.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: next')) text += (await reader.read()).value;
    stop.abort();
  });

  it('is the one that runs over the websocket, whichever ran before it', async () => {
    using socket = await knownSocket(system, OWNER);
    for (const documentId of [VIEWER, idOf('query ProbesRisks'), VIEWER]) {
      socket.send({ id: '1', type: 'subscribe', payload: { query: '', documentId } });
      const { payload } = await socket.until(({ type }) => type === 'next');
      const { body } = await send(system, { query: LIST[documentId]! });
      expect(Object.keys(payload.data)).toEqual(Object.keys(body.data));
      await socket.until(({ type }) => type === 'complete');
    }
  });

  it('that nobody knows is refused with a code that tells a client to send the text', async () => {
    const { status, body } = await send(system, { documentId: UNKNOWN });
    expect([status, codeOf(body)]).toEqual([400, 'DOCUMENT_UNKNOWN']);
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '', documentId: UNKNOWN } });
    const { type, payload } = await socket.next();
    expect([type, payload[0].extensions.code]).toEqual(['error', 'DOCUMENT_UNKNOWN']);
  });

  it.each([
    ['a number', { documentId: 7 }],
    ['a name of an object’s member', { documentId: 'constructor' }],
    ['a list', { documentId: [VIEWER] }],
  ])('that is %s is as unknown', async (_name, asked) => {
    const { status, body } = await send(system, asked);
    expect([status, codeOf(body)]).toEqual([400, 'DOCUMENT_UNKNOWN']);
  });

  it('together with a text is refused: it would not be said which of them runs', async () => {
    const { status, body } = await send(system, { documentId: VIEWER, query: '{ __typename }' });
    expect([status, codeOf(body)]).toEqual([400, 'INVALID_INPUT']);
  });

  it('cannot be made by sending its text', async () => {
    const query = '{ viewer { scopes } }';
    const persistedQuery = { version: 1, sha256Hash: hash(query).slice(7) };
    await send(system, { query, extensions: { persistedQuery } });
    expect((await send(system, { extensions: { persistedQuery } })).body.data).toBeUndefined();
    expect(codeOf((await send(system, { documentId: hash(query) })).body)).toBe('DOCUMENT_UNKNOWN');
  });
});

describe('where lists alone are taken', () => {
  it('a document by its id runs', async () => {
    expect((await send(strict, { documentId: VIEWER })).body.data.viewer.scopes).toContain('scans:read');
  });

  it('a text does not, over HTTP and over the websocket', async () => {
    const { status, body } = await send(strict, { query: '{ viewer { scopes } }' });
    expect([status, codeOf(body), body.data]).toEqual([403, 'DOCUMENT_NOT_ALLOWED', undefined]);
    using socket = await knownSocket(strict, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer { scopes } }' } });
    expect((await socket.next()).payload[0].extensions.code).toBe('DOCUMENT_NOT_ALLOWED');
  });
});

describe('the operator’s list', () => {
  const log = openLog({ level: 'silent' });
  const file = join(tmpdir(), `tribunal-documents-${process.pid}.json`);

  it('stands beside our own', async () => {
    const query = 'query Mine { __typename }';
    writeFileSync(file, JSON.stringify({ [hash(query)]: query }));
    const documents = await readPersistedDocuments(file, log);
    expect([documents.get(hash(query)), documents.has(VIEWER)]).toEqual([query, true]);
  });

  it.each([
    ['no JSON', 'query { a }'],
    ['no ids of that form', '{"viewer": "{ __typename }"}'],
  ])('that has %s keeps the API from starting, with the name of the setting', async (_name, text) => {
    writeFileSync(file, text);
    const reading = readPersistedDocuments(file, log);
    await expect(reading).rejects.toThrow(StartupError);
    await expect(reading).rejects.toThrow('GRAPHQL_DOCUMENTS_FILE');
  });
});
