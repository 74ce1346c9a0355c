import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import { formatId, newUnguessableId, parseId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem, type TestSystemOptions } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { waiting } from '#test/kit/disturb-database.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

/** The day on which everything seeded here was seen. */
export const TODAY = new Date().toISOString().slice(0, 10);

export type HeldReport = AsyncDisposable & { id: string; release(): Promise<void> };

/** A system with a worker, a scan that has ended, and one finding of it; and what tests of reports do with them. */
export class ReportWorld implements AsyncDisposable {
  readonly system: TestSystem;
  readonly tenant: SeededTenant;
  readonly scan: SeededScan;
  readonly finding: { id: string; publicId: string };

  constructor(system: TestSystem, tenant: SeededTenant, scan: SeededScan, finding: { id: string; publicId: string }) {
    this.system = system;
    this.tenant = tenant;
    this.scan = scan;
    this.finding = finding;
  }

  /** What the documentation sends, with an endpoint that is there, and days in which something was found. */
  body() {
    return {
      title: 'Q2 2026 AI security evidence pack',
      frameworks: ['OWASP_LLM', 'NIST_AI_600_1', 'EU_AI_ACT', 'ISO_42001'],
      scope: {
        endpoint_ids: [this.scan.target.publicId],
        from: '2026-04-01',
        to: TODAY,
        include_severities: ['critical', 'high', 'medium'],
      },
      format: 'json',
    };
  }

  create(body: unknown, token: string | null = OWNER) {
    return rest(this.system, token, 'POST', '/reports', body);
  }

  /** Asked for, and not written to its end yet. */
  async queued(change: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.create({ ...this.body(), ...change });
    expect(status, JSON.stringify(body)).toBe(202);
    return body.id as string;
  }

  /** A report whose writer waits for rows that somebody holds, until they are released. */
  async held(change: Record<string, unknown> = {}): Promise<HeldReport> {
    const held = await holdTransaction(this.system.databaseUrl);
    await held.tx.query('lock table finding_evidence in access exclusive mode');
    const id = await this.queued(change);
    await this.untilSomebodyWaits();
    return { id, release: () => held.rollback(), [Symbol.asyncDispose]: () => held[Symbol.asyncDispose]() };
  }

  untilSomebodyWaits(): Promise<unknown> {
    return until('somebody waits for a lock', async () => (await waiting(this.system.databaseUrl)) > 0);
  }

  async get(id: string): Promise<Json> {
    return (await rest(this.system, OWNER, 'GET', `/reports/${id}`)).body;
  }

  /** The report, once it is ready or has failed. */
  ended(id: string): Promise<Json> {
    return until(`report ${id} has ended`, async () => {
      const row = await this.get(id);
      return ['ready', 'failed'].includes(row.status) && row;
    });
  }

  /** A report that is ready. */
  async ready(change: Record<string, unknown> = {}): Promise<Json> {
    const row = await this.ended(await this.queued(change));
    if (row.status === 'failed') throw new Error(`${row.failure_code}: ${row.failure}`);
    return row;
  }

  download(id: string, headers: Record<string, string> = {}, token: string | null = OWNER): Promise<Response> {
    const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    return fetch(`${this.system.url}/api/v2/reports/${id}/download`, { headers: { ...authorization, ...headers } });
  }

  /** The whole file of a report in JSON. */
  async file(id: string): Promise<Json> {
    const answer = await this.download(id);
    expect(answer.status).toBe(200);
    return answer.json();
  }

  /** One column of a report's row, for what no door tells. */
  async column(id: string, name: 'storage_key' | 'claims' | 'lease_until'): Promise<Json> {
    const query = `select ${name} as value from reports where id = $1`;
    const [row] = await this.system.app.system.query<{ value: Json }>(query, [parseId('report', id)]);
    return row!.value;
  }

  /** Changes a report's row behind everybody's back: what only time or a dead worker would do. */
  async set(id: string, sql: string, ...values: unknown[]): Promise<void> {
    await this.system.app.system.query(`update reports set ${sql} where id = $1`, [parseId('report', id), ...values]);
  }

  /** A report as a row, which the API does not make: left by somebody, or of a scope that no longer is one. */
  async insert({ status, claims, scope }: { status: string; claims: number; scope: object }): Promise<string> {
    const id = newUnguessableId();
    await this.system.app.system.query(
      `insert into reports (tenant_id, id, title, format, frameworks, queued_at, lease_until, status, claims, scope)
       values ($1, $2, 'Left', 'json', '{OWASP_LLM}', now() - interval '1 minute',
         case $3 when 'running' then now() - interval '1 second' end, $3::report_status, $4, $5)`,
      [this.tenant.id, id, status, claims, JSON.stringify({ ...EVERYTHING, ...scope })],
    );
    return formatId('report', id);
  }

  /** Whether a worker has failed with it, and it waits for another. */
  async waits(id: string): Promise<boolean> {
    return (await this.get(id)).status === 'queued' && (await this.column(id, 'lease_until')) !== null;
  }

  /** Ends the wait of a report that waits. */
  async hurry(id: string): Promise<void> {
    await this.set(id, `lease_until = case status when 'queued' then now() else lease_until end`);
  }

  get artifacts(): string {
    return join(this.system.app.config.dataDir, 'artifacts');
  }

  async path(id: string): Promise<string> {
    return join(this.artifacts, await this.column(id, 'storage_key'));
  }

  async link(id: string): Promise<string> {
    const { report } = await dataOf(ask(this.system, OWNER, `{ report(id: "${id}") { downloadUrl } }`));
    return this.system.url + report.downloadUrl;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.system[Symbol.asyncDispose]();
  }
}

export async function reportWorld({ config, ...options }: TestSystemOptions = {}): Promise<ReportWorld> {
  const system = await startTestSystem({
    worker: true,
    ...options,
    config: { restLimits: generousLimits(), ...config },
  });
  const tenant = await seed(system.app).defaultTenant();
  const scan = await tenant.scan({ status: 'completed', attempts: 2 });
  await system.app.system.query('update scans set finished_at = now(), started_at = now() where id = $1', [scan.id]);
  const finding = await scan.finding('Indirect prompt injection via RAG corpus');
  return new ReportWorld(system, tenant, scan, finding);
}

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** A stored scope that leaves nothing out. */
export const EVERYTHING = {
  endpointIds: [],
  scanIds: [],
  from: null,
  to: null,
  includeSeverities: [],
  includeStatuses: [],
  editions: [],
};
