import { describe, expect, it } from 'vitest';
import { parseId } from '#src/platform/ids.ts';
import { tidyDeliveries } from '#src/webhooks/sweep-webhooks.ts';
import { isSigned, type Received } from '#test/kit/receiver.ts';
import { sql } from '#test/kit/sql.ts';
import { SCAN_DONE, webhookTests } from './kit.ts';

const { system, receiver, mutate, newWebhook, happen, at, arrived, deliveriesOf, settled } = webhookTests();

describe('people', () => {
  it('test a webhook and see the answer, also of one that is disabled', async () => {
    const { id, secret, path } = await newWebhook({ enabled: false });
    receiver().answer({ status: 418, body: 'teapot' });
    const tested = await mutate(
      'testWebhook',
      { webhookId: id },
      'delivered delivery { event state attempts { httpStatus excerpt } }',
    );
    expect(tested).toMatchObject({
      delivered: false,
      delivery: { event: 'webhook.test', state: 'FAILED', attempts: [{ httpStatus: 418, excerpt: 'teapot' }] },
    });
    receiver().answer({ status: 200 });
    expect(await mutate('testWebhook', { webhookId: id }, 'delivered')).toMatchObject({ delivered: true });
    expect(at(path).every((request) => isSigned(request, secret))).toBe(true);
  });

  it('disable one: it is told nothing until it is enabled again', async () => {
    const { id, path } = await newWebhook();
    const witness = await newWebhook();
    await mutate('updateWebhook', { webhookId: id, enabled: false }, 'webhook { id }');
    await happen(SCAN_DONE);
    await arrived(witness.path);
    await mutate('updateWebhook', { webhookId: id, enabled: true, events: ['scan.failed'] }, 'webhook { id }');
    await happen({ ...SCAN_DONE, action: 'failed' });
    await arrived(path);
    expect(at(path).map(({ headers }) => headers['x-tribunal-event'])).toEqual(['scan.failed']);
  });

  it('rotate its secret: the old one signs nothing any more', async () => {
    const { id, secret, path } = await newWebhook();
    const rotated = await mutate('rotateWebhookSecret', { webhookId: id }, 'secret');
    await happen(SCAN_DONE);
    const [request] = (await arrived(path)) as [Received];
    expect([isSigned(request, secret), isSigned(request, rotated.secret)]).toEqual([false, true]);
  });

  it('change and delete it, which is audited with what was before', async () => {
    const { id } = await newWebhook();
    await mutate('updateWebhook', { webhookId: id, name: 'other' }, 'webhook { name }');
    await mutate('deleteWebhook', { webhookId: id }, 'webhookId');
    const rows = await sql(
      system().databaseUrl,
      `select action, detail from audit_events where action like 'webhook.%' order by sequence desc limit 2`,
    );
    expect(rows).toMatchObject([
      { action: 'webhook.deleted', detail: { before: { name: 'other' } } },
      { action: 'webhook.updated', detail: { before: { name: 'ops' }, after: { name: 'other' } } },
    ]);
    expect(await mutate('testWebhook', { webhookId: id }, 'delivered')).toMatchObject({ code: 'not_found' });
  });
});

it('what is left unsent ends after its time, which the audit log tells once, and old records go', async () => {
  const { id } = await newWebhook();
  await happen(SCAN_DONE);
  const { id: deliveryId } = await settled(id, 'DELIVERED');
  await mutate('updateWebhook', { webhookId: id, enabled: false }, 'webhook { id }');
  await sql(
    system().databaseUrl,
    `update webhook_deliveries set state = 'pending', next_attempt_at = now(), give_up_at = now() - interval '1 second'`,
  );
  await tidyDeliveries(system().app, 1000);
  expect((await deliveriesOf(id)).map((delivery) => [delivery.id, delivery.state])).toEqual([[deliveryId, 'FAILED']]);
  await tidyDeliveries(system().app, 1000);
  const told = `select result, detail from audit_events where action = 'webhook.delivery_failed' and subject_id = $1`;
  const detail = { webhookId: parseId('webhook', id), event: 'scan.completed', failure: 'not_sent_in_time' };
  expect(await system().app.system.query(told, [parseId('delivery', deliveryId)])).toMatchObject([
    { result: 'failure', detail },
  ]);
  await sql(system().databaseUrl, `update webhook_deliveries set created_at = now() - interval '31 days'`);
  await tidyDeliveries(system().app, 1000);
  expect(await deliveriesOf(id)).toEqual([]);
});
