import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseId } from '#src/platform/ids.ts';
import { OWNER } from '#test/kit/app.ts';
import { ask, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { isSigned, type Receiver, startReceiver } from '#test/kit/receiver.ts';
import { rest } from '#test/kit/rest.ts';
import { until } from '#test/kit/until.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

// Who hears of a report: the followers of its tenant, the tenant's webhooks, and the audit log.

let world: ReportWorld;
let receiver: Receiver;
beforeAll(async () => {
  world = await reportWorld();
  receiver = await startReceiver();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

/** Its scope names an edition that is no more: a refusal, which no second try would change. */
const failing = () =>
  world.insert({
    status: 'queued',
    claims: 0,
    scope: { from: '2026-04-01', editions: [{ framework: 'OWASP_LLM', edition: '1999' }] },
  });

const data = (query: string) => dataOf(ask(world.system, OWNER, query));
const present = async (): Promise<string> =>
  (await data('{ viewer { tenant { cursor } } }')).viewer.tenant.cursor as string;

const FOLLOW = `subscription($after: String) { tenantEvents(after: $after, kinds: [REPORT]) { kind action
  ... on SubjectChanged { subjectId subject { __typename id } } } }`;

/** What followers are told of a report since a cursor, up to and with an action. */
async function told(id: string, after: string, last: string): Promise<Json[]> {
  const events: Json[] = [];
  for await (const { data: next } of sse(world.system, OWNER, FOLLOW, { after })) {
    if (next.tenantEvents.subjectId !== id) continue;
    events.push(next.tenantEvents);
    if (next.tenantEvents.action === last) break;
  }
  return events;
}

const audited = (id: string) =>
  world.system.app.system.query<{ action: string; who: string | null; detail: Json }>(
    'select action, actor_token_id as who, detail from audit_events where subject_id = $1 order by sequence',
    [parseId('report', id)],
  );

it('tells every step of its life to the tenant’s followers, and to the audit log with who did it', async () => {
  const after = await present();
  const { id } = await world.ready();
  expect((await rest(world.system, OWNER, 'DELETE', `/reports/${id}`)).status).toBe(204);
  const events = await told(id, after, 'deleted');
  expect(events.map(({ action }) => action)).toEqual(['created', 'started', 'ready', 'deleted']);
  const rows = await audited(id);
  expect(rows.map(({ action, who }) => [action, who !== null])).toEqual([
    ['report.created', true],
    ['report.started', false],
    ['report.ready', false],
    ['report.deleted', true],
  ]);
  expect(rows[0]!.detail).toMatchObject({ after: { title: world.body().title, format: 'json' } });
  expect(rows[2]!.detail).toMatchObject({ findings: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

it('tells that it failed, and why', async () => {
  const after = await present();
  const id = await failing();
  expect(await world.ended(id)).toMatchObject({ status: 'failed', failure_code: 'edition_unknown' });
  const events = await told(id, after, 'failed');
  expect(events.map(({ action }) => action)).toEqual(['started', 'failed']);
  expect((await audited(id)).at(-1)).toMatchObject({
    action: 'report.failed',
    detail: { failureCode: 'edition_unknown' },
  });
  expect(await world.column(id, 'claims'), 'a refusal is not tried again').toBe(1);
});

it('is sent to webhooks when it is ready and when it has failed', async () => {
  const { webhook, secret } = (
    await data(`mutation { createWebhook(input: { name: "reports", url: "${receiver.url}", events: ["report.ready", "report.failed"] }) {
      ... on CreateWebhookPayload { secret webhook { id } } } }`)
  ).createWebhook;
  expect(webhook.id).toMatch(/^whk_/);
  const wanted = { 'report.ready': (await world.ready()).id, 'report.failed': await failing() };
  for (const [event, id] of Object.entries(wanted)) {
    const request = await until(`${event} arrives`, () =>
      receiver.received.find(({ headers, body }) => headers['x-tribunal-event'] === event && body.includes(id)),
    );
    expect(isSigned(request, secret)).toBe(true);
    expect(JSON.parse(request.body)).toMatchObject({ event, data: { report_id: id } });
  }
  expect(receiver.received.map(({ headers }) => headers['x-tribunal-event']).sort()).toEqual(
    Object.keys(wanted).sort(),
  );
});
