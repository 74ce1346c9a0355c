import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAuditCommand } from '#src/audit/audit-command.ts';
import { pruneAudit } from '#src/audit/prune-audit.ts';
import { verifyChain } from '#src/audit/verify-chain.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const PUT = `mutation($input: PutSecretInput!) { putSecret(input: $input) { __typename } }`;
const put = (name: string, token = OWNER) =>
  dataOf(ask(system, token, PUT, { input: { name, value: 'the-value-of-it' } }));

/** A tenant of one test's own, with so many rows that people made. */
async function chainOf(rows: number): Promise<{ id: string; text: string }> {
  const tenant = await seed(system.app).tenant();
  const { text } = await tenant.token();
  for (let i = 0; i < rows; i += 1) await put(`name_${i}`, text);
  await until('the calls are written', async () => {
    const [row] = await sql<{ n: string }>(
      system.databaseUrl,
      `select count(*) as n from audit_events where tenant_id = '${tenant.id}' and action = 'api.call'`,
    );
    return Number(row!.n) === rows;
  });
  return { id: tenant.id, text };
}

const verify = (id: string, head: Parameters<typeof verifyChain>[2] = null) => verifyChain(system.app.system, id, head);
/** Somebody with the whole database in their hands. */
const tamper = (statement: string) =>
  sql(
    system.databaseUrl,
    `set session_replication_role = replica; ${statement}; set session_replication_role = default`,
  );

describe('the chain', () => {
  it('is whole after whatever was done, calls included', async () => {
    const { id } = await chainOf(4);
    const report = await verify(id);
    expect(report).toMatchObject({ broken: null, rows: 8n, from: 1n, head: { sequence: 8n } });
    expect((await verify(id, report.head)).broken).toBeNull();
  });

  it.each([
    ['a byte of the detail', `detail = jsonb_set(detail, '{name}', '"name_x"')`],
    ['the actor', `actor_token_id = gen_random_uuid()`],
    ['the address', `actor_ip = '10.9.9.9'`],
    ['the time', `at = at + interval '1 millisecond'`],
    ['the result', `result = 'failure'`],
    ['the hash', `hash = sha256(hash)`],
  ])('names the row in which %s was changed', async (_what, change) => {
    const { id } = await chainOf(3);
    const [row] = await sql<{ sequence: string; id: string }>(
      system.databaseUrl,
      `select sequence, id from audit_events where tenant_id = '${id}' and action = 'secret.put' order by sequence offset 1 limit 1`,
    );
    await tamper(`update audit_events set ${change} where tenant_id = '${id}' and sequence = ${row!.sequence}`);
    expect((await verify(id)).broken).toMatchObject({
      reason: 'changed',
      sequence: BigInt(row!.sequence),
      id: row!.id,
    });
  });

  it('names what was dropped, put in, moved and cut off', async () => {
    const dropped = await chainOf(3);
    await tamper(`delete from audit_events where tenant_id = '${dropped.id}' and sequence = 3`);
    expect((await verify(dropped.id)).broken).toMatchObject({ reason: 'missing', sequence: 3n });

    const moved = await chainOf(3);
    await tamper(`update audit_events set sequence = -sequence where tenant_id = '${moved.id}' and sequence in (2, 3);
      update audit_events set sequence = case sequence when -2 then 3 else 2 end where tenant_id = '${moved.id}' and sequence < 0`);
    expect((await verify(moved.id)).broken).toMatchObject({ reason: 'changed', sequence: 2n });

    const cut = await chainOf(3);
    await tamper(`delete from audit_events where tenant_id = '${cut.id}' and sequence > 4`);
    expect((await verify(cut.id)).broken).toMatchObject({ reason: 'missing', sequence: 5n });

    const added = await chainOf(2);
    await tamper(`insert into audit_events select tenant_id, 5, gen_random_uuid(), at, actor_token_id, actor_user_id, action, subject_kind, subject_id,
      result, request_id, detail, hash, sha256(hash) from audit_events where tenant_id = '${added.id}' and sequence = 4`);
    expect((await verify(added.id)).broken).toMatchObject({ sequence: 5n, reason: 'changed' });
  });

  it('that was cut off together with its head shows against the head that somebody kept', async () => {
    const { id } = await chainOf(3);
    const { head } = await verify(id);
    await tamper(`delete from audit_events where tenant_id = '${id}' and sequence > 3;
      update tenants set audit_sequence = 3, audit_hash = (select hash from audit_events where tenant_id = '${id}' and sequence = 3) where id = '${id}'`);
    expect((await verify(id)).broken).toBeNull();
    expect((await verify(id, head)).broken).toMatchObject({ reason: 'missing', sequence: 4n });
    expect((await verify(id, { sequence: 3n, hash: head.hash })).broken).toMatchObject({ reason: 'export_differs' });
  });

  it('is not changed through the database by anybody who has not switched its guards off', async () => {
    const { id } = await chainOf(1);
    for (const statement of [
      `update audit_events set result = 'failure' where tenant_id = '${id}'`,
      `delete from audit_events where tenant_id = '${id}'`,
      'truncate audit_events',
    ]) {
      await expect(sql(system.databaseUrl, statement)).rejects.toThrow('never changed');
      await expect(system.app.tenants.of(id).query(statement)).rejects.toThrow(/permission denied|never changed/);
    }
    const checkpoint = `insert into audit_checkpoints (tenant_id, sequence, hash) values ('${id}', 100, '')`;
    await expect(system.app.tenants.of(id).query(checkpoint)).rejects.toThrow('permission denied');
  });

  it('is walked by the command line, which says what is wrong and ends with 1', async () => {
    const [whole, broken] = [await chainOf(2), await chainOf(2)];
    const run = async (...args: string[]) => {
      let text = '';
      const status = await runAuditCommand(args, system.app.system, (piece) => {
        text += piece;
      });
      return { status, text };
    };
    expect(await run('verify', '--tenant', whole.id)).toMatchObject({
      status: 0,
      text: expect.stringContaining('whole'),
    });
    const { text } = await run('head', '--tenant', whole.id);
    const head = text.trim().split(' ')[1]!;
    expect(await run('verify', '--tenant', whole.id, '--head', head)).toMatchObject({ status: 0 });
    await tamper(`update audit_events set result = 'failure' where tenant_id = '${broken.id}' and sequence = 2`);
    expect(await run('verify', '--tenant', broken.id)).toMatchObject({
      status: 1,
      text: expect.stringContaining('row 2'),
    });
    expect(JSON.parse((await run('verify', '--tenant', broken.id, '--json')).text)).toMatchObject({
      broken: { sequence: '2' },
    });
    expect((await run('verify')).status).toBe(1);
    expect((await run('verify', '--head', 'nonsense')).status).toBe(2);
    expect((await run('verify', '--tenant', 'nobody')).status).toBe(2);
    expect((await run('nonsense')).status).toBe(2);
  });
});

describe('the retention', () => {
  it('removes the old end, and the chain is whole from its checkpoint', async () => {
    const { id } = await chainOf(3);
    const kept = (await verify(id)).head;
    await system.app.system.query('insert into tenant_settings (tenant_id, retention_audit_days) values ($1, 30)', [
      id,
    ]);
    expect(await pruneAudit(system.app)).toBe(0);
    const { clock } = system.app;
    system.app.clock = { ...clock, now: () => clock.now() + 31 * 86_400_000 };
    const removed = await pruneAudit(system.app).finally(() => {
      system.app.clock = clock;
    });
    expect(removed).toBe(6);
    const report = await verify(id);
    expect(report).toMatchObject({ broken: null, from: 7n, rows: 1n, head: { sequence: 7n } });
    const [row] = await sql<Json>(
      system.databaseUrl,
      `select action, detail from audit_events where tenant_id = '${id}'`,
    );
    expect(row).toEqual({ action: 'audit.pruned', detail: { through: '6', hash: kept.hash, rows: 6 } });
    await put('after');
    await tamper(`delete from audit_events where tenant_id = '${id}' and sequence = 7`);
    expect((await verify(id)).broken).toMatchObject({ reason: 'missing', sequence: 7n });
  });
});

describe('a call', () => {
  const callsOf = (id: string) =>
    sql<Json>(
      system.databaseUrl,
      `select detail, result, actor_token_id, actor_ip, request_id from audit_events where tenant_id = '${id}' and action = 'api.call' order by sequence`,
    );

  it('is kept with who, what and how it ended, and nothing that it carried', async () => {
    const { id } = await chainOf(1);
    const [call] = await callsOf(id);
    expect(call).toMatchObject({
      result: 'success',
      actor_token_id: expect.any(String),
      actor_ip: '127.0.0.1',
      request_id: expect.stringMatching(/^req_/),
      detail: {
        method: 'POST',
        path: '/graphql',
        status: 200,
        operation: 'mutation putSecret',
        ms: expect.any(Number),
      },
    });
    expect(JSON.stringify(call)).not.toContain('the-value-of-it');
  });

  it('without credentials is nobody’s and is not kept', async () => {
    const before = await sql(system.databaseUrl, `select 1 from audit_events where action = 'api.call'`);
    await ask(system, null, '{ viewer { scopes } }');
    await ask(system, 'trb_live_wrong', '{ viewer { scopes } }');
    const { id } = await chainOf(1);
    const after = await sql(
      system.databaseUrl,
      `select 1 from audit_events where action = 'api.call' and tenant_id <> '${id}'`,
    );
    expect(after).toHaveLength(before.length);
  });

  it('is not lost when the server stops', async () => {
    const other = await startTestSystem({ databaseUrl: system.databaseUrl });
    const { id, text } = await (async () => {
      const tenant = await seed(system.app).tenant();
      return { id: tenant.id, text: (await tenant.token()).text };
    })();
    await Promise.all(Array.from({ length: 50 }, () => ask(other, text, '{ viewer { scopes } }')));
    await other[Symbol.asyncDispose]();
    expect(await callsOf(id)).toHaveLength(50);
    expect((await verify(id)).broken).toBeNull();
  });

  it('waits for the database when it is away for a moment, and is written once', async () => {
    const tenant = await seed(system.app).tenant();
    const { text } = await tenant.token();
    const { tenants } = system.app;
    let failures = 0;
    system.app.tenants = {
      ...tenants,
      of(id) {
        const db = tenants.of(id);
        if (id !== tenant.id) return db;
        return {
          query: db.query,
          get prisma() {
            return db.prisma;
          },
          transaction: (work) => {
            if (failures >= 3) return db.transaction(work);
            failures += 1;
            return Promise.reject(new Error('away'));
          },
        };
      },
    };
    for (let i = 0; i < 5; i += 1) await ask(system, text, '{ viewer { scopes } }');
    await until('the calls are written', async () => (await callsOf(tenant.id)).length >= 5);
    system.app.tenants = tenants;
    expect(failures).toBe(3);
    expect(await callsOf(tenant.id)).toHaveLength(5);
    expect((await verify(tenant.id)).broken).toBeNull();
  });
});
