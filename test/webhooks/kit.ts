import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { NewTenantEvent } from '#src/platform/tenant-log.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Received, type Receiver, startReceiver } from '#test/kit/receiver.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

export const SCAN_DONE: NewTenantEvent = {
  kind: 'scan',
  action: 'completed',
  subjectId: '019a0000-0000-7000-8000-000000000001',
  body: {},
};

const DELIVERIES = `query($id: ID!) { webhook(id: $id) { deliveries { nodes {
  id event state attemptCount nextAttemptAt body attempts { number httpStatus failure latencyMs excerpt } } } } }`;

/** A system with its worker for the file, and a receiver for each of its tests. */
export function webhookTests() {
  let system: TestSystem;
  let receiver: Receiver;
  let paths = 0;
  beforeAll(async () => {
    system = await startTestSystem({ worker: true });
  }, 60_000);
  afterAll(() => system[Symbol.asyncDispose]());
  beforeEach(async () => {
    receiver = await startReceiver();
    return () => receiver[Symbol.asyncDispose]();
  });

  async function mutate(name: string, input: object, selection: string): Promise<Json> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const document = `mutation($input: ${type}Input!) { result: ${name}(input: $input) { __typename
      ... on ${type}Payload { ${selection} } ... on Problem { code path message } } }`;
    return (await dataOf(ask(system, OWNER, document, { input }))).result;
  }

  const at = (path: string) => receiver.received.filter((request) => request.path === path);
  const deliveriesOf = async (id: string): Promise<Json[]> =>
    (await dataOf(ask(system, OWNER, DELIVERIES, { id }))).webhook.deliveries.nodes;
  return {
    system: () => system,
    receiver: () => receiver,
    mutate,
    at,
    deliveriesOf,
    /** A webhook that sends to a path of its own. */
    async newWebhook(more: object = {}): Promise<{ id: string; secret: string; path: string }> {
      paths += 1;
      const path = `/hook-${paths}`;
      const input = { name: 'ops', url: `${receiver.url}${path}`, ...more };
      const { webhook, secret } = await mutate('createWebhook', input, 'secret webhook { id }');
      return { id: webhook.id, secret, path };
    },
    /** Something happens in the tenant, as its log says it. */
    async happen(...events: NewTenantEvent[]): Promise<void> {
      const { app, ctx } = system;
      await app.system.transaction((tx) => app.events.appendTenant(tx, ctx.actor.tenantId, events));
    },
    arrived: (path: string, count = 1): Promise<Received[]> =>
      until(`${count} at ${path}`, () => at(path).length >= count && at(path), 20_000),
    settled: (id: string, state: string): Promise<Json> =>
      until(`a delivery is ${state}`, async () => (await deliveriesOf(id)).find((one) => one.state === state)),
    /** Retries wait for seconds and hours; here they are due at once. */
    hurry: () =>
      sql(system.databaseUrl, `update webhook_deliveries set next_attempt_at = now() where state = 'pending'`),
  };
}
