import { describe, expect, it } from 'vitest';
import { createWebhook } from '#src/webhooks/create-webhook.ts';
import { withScopes } from '#test/kit/app.ts';
import { isSigned, type Received } from '#test/kit/receiver.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';
import { SCAN_DONE, webhookTests } from './kit.ts';

const { system, receiver, mutate, newWebhook, happen, at, arrived, deliveriesOf, settled, hurry } = webhookTests();

describe('a webhook', () => {
  it('shows its secret once, and keeps it sealed', async () => {
    const { id, secret } = await newWebhook();
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    const rows = await sql(system().databaseUrl, 'select * from webhooks');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(await sql(system().databaseUrl, 'select * from audit_events'))).not.toContain(secret);
    expect(system().log.join('\n')).not.toContain(secret);
    expect(id).toMatch(/^whk_/);
  });

  it('is refused for a private address, for what is no address, and for events that there are not', async () => {
    const create = (more: object) => mutate('createWebhook', { name: 'x', url: receiver().url, ...more }, 'secret');
    const closed = createWebhook(withScopes(system().ctx, ['scans:read']), { name: 'x', url: receiver().url });
    await expect(closed).rejects.toMatchObject({ code: 'missing_scope', details: { scope: 'webhooks:write' } });
    expect(await create({ url: 'http://10.0.0.1/' })).toMatchObject({ code: 'private_address', path: ['url'] });
    expect(await create({ url: 'http://169.254.169.254/' })).toMatchObject({ code: 'private_address' });
    expect(await create({ url: 'ftp://example.com/' })).toMatchObject({ code: 'invalid_url' });
    expect(await create({ events: ['scan.exploded'] })).toMatchObject({ code: 'invalid_input', path: ['events', '0'] });
    expect(await create({ name: '' })).toMatchObject({ code: 'invalid_input', path: ['name'] });
  });

  it('under an idempotency key is made once, and its secret is not said again', async () => {
    const input = { name: 'once', url: `${receiver().url}/once`, idempotencyKey: crypto.randomUUID() };
    const first = await mutate('createWebhook', input, 'secret webhook { id }');
    expect(await mutate('createWebhook', input, 'secret webhook { id }')).toEqual({ ...first, secret: null });
  });
});

describe('an event', () => {
  it('reaches each webhook that listens to it, signed, and no other', async () => {
    const [all, scans, findings] = [
      await newWebhook(),
      await newWebhook({ events: ['scan.completed'] }),
      await newWebhook({ events: ['finding.created'] }),
    ];
    await happen(SCAN_DONE, { ...SCAN_DONE, action: 'queued' });
    for (const webhook of [all, scans]) {
      const [request] = (await arrived(webhook.path)) as [Received];
      expect(isSigned(request, webhook.secret)).toBe(true);
      expect(isSigned(request, findings.secret)).toBe(false);
      const [delivery] = await until('it is recorded', async () => {
        const list = await deliveriesOf(webhook.id);
        return list[0]?.state === 'DELIVERED' && list;
      });
      expect(request.headers).toMatchObject({
        'content-type': 'application/json',
        'x-tribunal-event': 'scan.completed',
        'x-tribunal-delivery': delivery.id,
      });
      expect(request.body).toBe(delivery.body);
      expect(JSON.parse(request.body)).toMatchObject({
        id: delivery.id,
        event: 'scan.completed',
        data: { scan_id: expect.stringMatching(/^scn_/), status: 'completed' },
      });
      expect(delivery).toMatchObject({ attemptCount: 1, attempts: [{ number: 1, httpStatus: 200, failure: null }] });
    }
    await happen({ kind: 'finding', action: 'recorded', subjectId: crypto.randomUUID(), body: { isNew: true } });
    await arrived(findings.path);
    expect(at(findings.path).map(({ headers }) => headers['x-tribunal-event'])).toEqual(['finding.created']);
  });

  it('says what a finding is, with its controls and without prompts or answers', async () => {
    const tenant = await seed(system().app).defaultTenant();
    const scan = await tenant.scan();
    const finding = await scan.finding('It tells its secret');
    const { path } = await newWebhook({ events: ['finding.created'] });
    await happen({
      kind: 'finding',
      action: 'recorded',
      subjectId: finding.id,
      scanId: scan.id,
      body: { isNew: true },
    });
    const [request] = (await arrived(path)) as [Received];
    expect(JSON.parse(request.body).data).toMatchObject({
      finding_id: finding.publicId,
      scan_id: scan.publicId,
      target_id: scan.target.publicId,
      title: 'It tells its secret',
      severity: 'high',
      risks: ['LLM01', 'LLM07'],
      framework_refs: expect.arrayContaining(['OWASP_LLM01']),
    });
    expect(request.body).not.toMatch(/The prompt\.|The answer\./);
  });

  it('of another tenant reaches nobody here', async () => {
    const { path } = await newWebhook();
    const other = await seed(system().app).tenant();
    await system().app.system.transaction((tx) => system().app.events.appendTenant(tx, other.id, [SCAN_DONE]));
    await happen(SCAN_DONE);
    await arrived(path);
    expect(at(path)).toHaveLength(1);
  });

  it('that was rolled back, or is from before the webhook, reaches nobody', async () => {
    await happen(SCAN_DONE);
    const { path } = await newWebhook();
    const { app, ctx } = system();
    await app.system
      .transaction(async (tx) => {
        await app.events.appendTenant(tx, ctx.actor.tenantId, [{ ...SCAN_DONE, action: 'failed' }]);
        throw new Error('no');
      })
      .catch(() => {});
    await happen({ ...SCAN_DONE, action: 'cancelled' });
    await arrived(path);
    expect(at(path).map(({ headers }) => headers['x-tribunal-event'])).toEqual(['scan.cancelled']);
  });
});

describe('a receiver that fails', () => {
  it.each([
    [
      'an error',
      { status: 500, body: 'mail ada@example.com' },
      { httpStatus: 500, failure: 'http_status', excerpt: 'mail [email]' },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { httpStatus: null, failure: 'redirect_refused' },
    ],
    ['a cut line', 'cut', { httpStatus: null, failure: 'connection_closed' }],
  ] as const)('with %s is tried again, with the same id and the same body', async (_name, reply, seen) => {
    receiver().answer((_request, count) => (count === 1 ? reply : { status: 204 }));
    const { id, path } = await newWebhook();
    await happen(SCAN_DONE);
    const waiting = await until('the first attempt is recorded', async () =>
      (await deliveriesOf(id)).find(
        ({ attempts, nextAttemptAt }) => attempts.length === 1 && Date.parse(nextAttemptAt) > Date.now(),
      ),
    );
    expect(waiting).toMatchObject({ state: 'PENDING', attempts: [seen] });
    await hurry();
    const delivered = await settled(id, 'DELIVERED');
    expect(delivered).toMatchObject({ attemptCount: 2, nextAttemptAt: null });
    const [first, second] = await arrived(path, 2);
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['x-tribunal-delivery']).toBe(first!.headers['x-tribunal-delivery']);
  });

  it('for 24 hours is given up, which the audit log says; it can be sent again', async () => {
    receiver().answer({ status: 503 });
    const { id, path } = await newWebhook();
    await happen(SCAN_DONE);
    await arrived(path);
    await sql(system().databaseUrl, `update webhook_deliveries set give_up_at = now() where state = 'pending'`);
    await until('it is given up', async () => {
      await hurry();
      return (await deliveriesOf(id))[0]?.state === 'FAILED';
    });
    const [delivery] = await deliveriesOf(id);
    const audited = await sql(
      system().databaseUrl,
      `select result, detail->>'failure' as failure from audit_events where action = 'webhook.delivery_failed'`,
    );
    expect(audited).toContainEqual({ result: 'failure', failure: 'http_status' });
    receiver().answer({ status: 200 });
    const before = at(path).length;
    expect(await mutate('redeliverWebhook', { deliveryId: delivery.id }, 'delivery { id }')).toMatchObject({
      delivery: { id: delivery.id },
    });
    await settled(id, 'DELIVERED');
    const last = (await arrived(path, before + 1)).at(-1)!;
    expect(last.headers['x-tribunal-delivery']).toBe(delivery.id);
    expect(last.body).toBe(delivery.body);
  });

  it('does not hold up the others', async () => {
    receiver().answer((request) => (request.path === slow.path ? 'never' : { status: 200 }));
    const slow = await newWebhook();
    const quick = await newWebhook();
    await happen(...Array.from({ length: 6 }, () => SCAN_DONE));
    const begun = performance.now();
    await arrived(quick.path, 6);
    expect(await deliveriesOf(slow.id)).not.toContainEqual(expect.objectContaining({ state: 'DELIVERED' }));
    expect(performance.now() - begun).toBeLessThan(20_000);
    await mutate('deleteWebhook', { webhookId: slow.id }, 'webhookId');
  });
});
