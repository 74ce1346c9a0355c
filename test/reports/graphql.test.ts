import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWNER, stranger } from '#test/kit/app.ts';
import { ask, collect, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { rest } from '#test/kit/rest.ts';
import { knownSocket } from '#test/kit/socket.ts';
import { type ReportWorld, reportWorld, sha256, TODAY } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const data = (query: string, variables: Record<string, unknown> = {}) =>
  dataOf(ask(world.system, OWNER, query, variables));

const CREATE = `mutation($input: CreateReportInput!) { createReport(input: $input) { __typename
  ... on CreateReportPayload { cursor reportId report { id status title format } } ... on Problem { code path message } } }`;
const input = (change: Record<string, unknown> = {}) => ({
  title: 'Pack',
  format: 'JSON',
  scope: { targetIds: [world.scan.target.publicId] },
  ...change,
});
const create = async (change?: Record<string, unknown>): Promise<Json> =>
  (await data(CREATE, { input: input(change) })).createReport;

const PROGRESS = `subscription($id: ID!) { reportProgress(id: $id) { reportId status progress stage failureCode cursor } }`;

/** What a socket is told of a report, to the end of the subscription. */
async function followed(id: string): Promise<Json[]> {
  using socket = await knownSocket(world.system, OWNER);
  socket.send({ id: '1', type: 'subscribe', payload: { query: PROGRESS, variables: { id } } });
  const told: Json[] = [];
  for (;;) {
    const { type, payload } = await socket.next();
    if (type === 'complete') return told;
    if (type !== 'next' || payload.errors) throw new Error(JSON.stringify({ type, payload }));
    told.push(payload.data.reportProgress);
  }
}

it('is asked for, followed over a socket, and read', async () => {
  const created = await create({ frameworks: ['OWASP_LLM', 'EU_AI_ACT'] });
  expect(created).toMatchObject({ __typename: 'CreateReportPayload', report: { title: 'Pack', format: 'JSON' } });
  const told = await followed(created.reportId);
  expect(told.at(-1)).toMatchObject({ reportId: created.reportId, status: 'READY', progress: 100, failureCode: null });
  const progress = told.map((now) => now.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const { report } = await data(
    `query($id: ID!) { report(id: $id) { status frameworks scope { targetIds from severities } progress findingCount size sha256
      signature queuedAt startedAt readyAt expiresAt failure download { url expiresAt } downloadUrl } node(id: $id) { __typename id } }`,
    { id: created.reportId },
  );
  expect(report).toMatchObject({
    status: 'READY',
    frameworks: ['OWASP_LLM', 'EU_AI_ACT'],
    scope: { targetIds: [world.scan.target.publicId], from: null, severities: [] },
    progress: 100,
    findingCount: 1,
    failure: null,
  });
  expect(JSON.parse(report.signature).statement).toMatchObject({ report_id: created.reportId, sha256: report.sha256 });
  const file = Buffer.from(await (await fetch(world.system.url + report.downloadUrl)).arrayBuffer());
  expect([file.length, sha256(file)]).toEqual([report.size, report.sha256]);
  expect(Date.parse(report.download.expiresAt)).toBeLessThanOrEqual(Date.now() + 60_000);
});

it('is refetched as a node', async () => {
  const { id } = await world.ready();
  expect((await data('query($id: ID!) { node(id: $id) { __typename id } }', { id })).node).toEqual({
    __typename: 'Report',
    id,
  });
});

it('has no file to download before it is ready, nor after it has failed or expired', async () => {
  const { id } = await world.ready();
  for (const status of ['failed', 'expired', 'running']) {
    await world.set(id, `status = $2::report_status, lease_until = now() + interval '1 day'`, status);
    const { report } = await data('query($id: ID!) { report(id: $id) { status downloadUrl download { url } } }', {
      id,
    });
    expect(report).toEqual({ status: status.toUpperCase(), downloadUrl: null, download: null });
  }
});

it('tells its end to who follows it after it, and that it is gone to who follows nothing', async () => {
  const { id } = await world.ready();
  expect((await followed(id)).map(({ status }) => status)).toEqual(['READY']);
  const absent = id.replace(/.{8}$/, '00000000');
  const [refused] = await collect(sse(world.system, OWNER, PROGRESS, { id: absent }));
  expect(refused.errors[0].extensions.code).toBe('NOT_FOUND');
  const theirs = await stranger(world.system.ctx);
  const [other] = await collect(sse(world.system, theirs.token, PROGRESS, { id }));
  expect(other.errors[0].extensions.code).toBe('NOT_FOUND');
  expect(other.errors[0].message).toBe(refused.errors[0].message);
});

it.each([
  ['an empty scope', { scope: {} }, 'InvalidProblem', 'scope_invalid'],
  [
    'an end before the beginning',
    { scope: { from: '2026-07-01', to: '2026-06-30' } },
    'InvalidProblem',
    'scope_invalid',
  ],
  [
    'a target of nobody',
    { scope: { targetIds: ['ep_2026_00000000000000000000000000'] } },
    'NotFoundProblem',
    'not_found',
  ],
  ['no title', { title: ' ' }, 'InvalidProblem', 'invalid_input'],
  ['no edition', { editions: [{ framework: 'OWASP_LLM', edition: '1999' }] }, 'InvalidProblem', 'edition_unknown'],
])('is refused for %s', async (_what, change, type, code) => {
  expect(await create(change)).toMatchObject({ __typename: type, code });
});

it('is made once under an idempotency key', async () => {
  const change = { idempotencyKey: crypto.randomUUID() };
  const first = await create(change);
  expect((await create(change)).reportId).toBe(first.reportId);
});

it('is listed by status, format and day, page by page, as often as it is there', async () => {
  const json = await world.ready({ title: 'In the list' });
  const csv = await world.ready({ title: 'In the list', format: 'csv' });
  const LIST = `query($filter: ReportFilter, $first: Int, $after: String) {
    reports(filter: $filter, first: $first, after: $after) { totalCount nodes { id format status } pageInfo { hasNextPage endCursor } } }`;
  const list = async (variables: Record<string, unknown>) => (await data(LIST, variables)).reports;
  const idsOf = ({ nodes }: Json): string[] => nodes.map(({ id }: Json) => id);
  const ofCsv = await list({ filter: { format: { eq: 'CSV' } }, first: 100 });
  expect(idsOf(ofCsv)).toEqual([csv.id]);
  const ready = await list({ filter: { status: { eq: 'READY' }, format: { in: ['JSON', 'CSV'] } }, first: 100 });
  expect(idsOf(ready)).toEqual(expect.arrayContaining([json.id, csv.id]));
  expect(idsOf(await list({ filter: { queuedAt: { lt: `${TODAY}T00:00:00Z` } }, first: 100 }))).toEqual([]);
  const walked: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page = await list({ first: 2, after });
    walked.push(...idsOf(page));
    [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  expect(walked).toEqual(idsOf(await list({ first: 100 })));
  expect(walked.length).toBeGreaterThan(3);
});

it('is deleted, once', async () => {
  const { id } = await world.ready();
  const DELETE = `mutation($id: ID!) { deleteReport(input: { reportId: $id }) { __typename
    ... on DeleteReportPayload { reportId cursor } ... on Problem { code } } }`;
  const { deleteReport } = await data(DELETE, { id });
  expect(deleteReport).toMatchObject({ __typename: 'DeleteReportPayload', reportId: id });
  expect((await data(DELETE, { id })).deleteReport).toEqual({ __typename: 'NotFoundProblem', code: 'not_found' });
  expect((await rest(world.system, OWNER, 'GET', `/reports/${id}`)).status).toBe(404);
});
