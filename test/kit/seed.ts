import type { Role } from '#src/access/roles.ts';
import { SCOPES, type Scope } from '#src/access/scopes.ts';
import { hashToken, newTokenText } from '#src/access/token-text.ts';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import type { ScanStatus } from '#src/scans/scan.ts';
import { readState, statusEvent } from '#src/scans/scan-events.ts';
import { secretContext } from '#src/secrets/put-secret.ts';
import { llmConfig } from '#src/targets/llm-config.ts';

/** Rows made for a test, straight in the tables. `id` is the row's, `publicId` what the API calls it. */
export type Seeded = { id: string; publicId: string };

/** What a test starts from, as a sentence: `const scan = await (await seed(app).tenant()).scan({ attempts: 3 })`. */
export function seed(app: App) {
  return {
    /** The tenant that the system made at its start, which `OWNER` belongs to. */
    async defaultTenant(): Promise<SeededTenant> {
      const [row] = await app.system.query<{ id: string }>(`select id from tenants where slug = 'default'`);
      return new SeededTenant(app, row!.id);
    },
    async tenant(): Promise<SeededTenant> {
      const id = newId();
      await app.system.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [
        id,
        `tenant-${id}`,
        'Another',
      ]);
      return new SeededTenant(app, id);
    },
  };
}

export class SeededTenant {
  readonly app: App;
  readonly id: string;

  constructor(app: App, id: string) {
    this.app = app;
    this.id = id;
  }

  get publicId(): string {
    return formatId('tenant', this.id);
  }

  /** A token with these scopes, all of them when none are given. */
  async token(
    options: { scopes?: readonly Scope[]; expiresAt?: Date; cidrs?: string[]; userId?: string } = {},
  ): Promise<Seeded & { text: string }> {
    const id = newId();
    const text = newTokenText();
    await this.app.system.query(
      `insert into tokens (tenant_id, id, name, prefix, hash, scopes, expires_at, allowed_cidrs, user_id) values ($1, $2, 'test', 'trb_live_test', $3, $4, $5, $6, $7)`,
      [
        this.id,
        id,
        hashToken(text),
        options.scopes ?? [...SCOPES],
        options.expiresAt ?? null,
        options.cidrs ?? [],
        options.userId ?? null,
      ],
    );
    return { id, text, publicId: formatId('token', id) };
  }

  async secret(name: string): Promise<Seeded> {
    const id = newId();
    const sealed = this.app.sealed.seal('value', secretContext(this.id, name));
    await this.app.system.query('insert into secrets (tenant_id, id, name, sealed) values ($1, $2, $3, $4)', [
      this.id,
      id,
      name,
      sealed,
    ]);
    return { id, publicId: formatId('secret', id) };
  }

  /** A person in the tenant. */
  async member(name = 'Ada', role: Role = 'member'): Promise<Seeded & { userId: string }> {
    const [id, userId] = [newId(), newId()];
    await this.app.system.query('insert into users (id, email, name) values ($1, $2, $3)', [
      userId,
      `${userId}@example.com`,
      name,
    ]);
    await this.app.system.query(
      `insert into memberships (tenant_id, id, user_id, role) values ($1, $2, $3, $4::role)`,
      [this.id, id, userId, role],
    );
    return { id, userId, publicId: formatId('membership', id) };
  }

  /** A browser in which a person of the tenant is signed in. */
  async session(userId: string): Promise<Seeded> {
    const id = newId();
    await this.app.system.query(
      `insert into sessions (tenant_id, id, user_id, hash, method, device, address, expires_at)
       values ($1, $2, $3, $4, 'password', 'Browser/1', '127.0.0.1', now() + interval '1 day')`,
      [this.id, id, userId, hashToken(newTokenText())],
    );
    return { id, publicId: formatId('session', id) };
  }

  async invitation(): Promise<Seeded> {
    const id = newId();
    await this.app.system.query(
      `insert into invitations (tenant_id, id, email, role, hash, expires_at) values ($1, $2, $3, 'member', $4, now() + interval '1 day')`,
      [this.id, id, `${id}@example.com`, hashToken(newTokenText())],
    );
    return { id, publicId: formatId('invitation', id) };
  }

  /** A view of findings that everybody in the tenant sees. */
  async view(): Promise<Seeded> {
    const id = newId();
    const insert = `insert into saved_views (tenant_id, id, noun, name) values ($1, $2, 'findings', $3)`;
    await this.app.system.query(insert, [this.id, id, `View ${id}`]);
    return { id, publicId: formatId('view', id) };
  }

  async target(): Promise<Seeded> {
    const id = newId();
    await this.app.system.query(
      `insert into targets (tenant_id, id, kind, name, url, config) values ($1, $2, 'llm', 'Bot', $3, $4)`,
      [this.id, id, `http://127.0.0.1:9/${id}`, llmConfig.parse({})],
    );
    return { id, publicId: formatId('endpoint', id) };
  }

  /** A scan with its first event and so many attempts, each answered and judged. */
  async scan(options: { target?: Seeded; status?: ScanStatus; attempts?: number } = {}): Promise<SeededScan> {
    const target = options.target ?? (await this.target());
    const id = newId();
    await this.app.system.query(
      `insert into scans (tenant_id, id, target_id, status) values ($1, $2, $3, $4::scan_status)`,
      [this.id, id, target.id, options.status ?? 'running'],
    );
    const scan = new SeededScan(this, id, target);
    await scan.status(options.status ?? 'running');
    for (let position = 0; position < (options.attempts ?? 0); position += 1) await scan.attempt(position);
    return scan;
  }
}

export class SeededScan implements Seeded {
  readonly tenant: SeededTenant;
  readonly id: string;
  readonly target: Seeded;

  constructor(tenant: SeededTenant, id: string, target: Seeded) {
    this.tenant = tenant;
    this.id = id;
    this.target = target;
  }

  get publicId(): string {
    return formatId('scan', this.id);
  }

  get scope(): LogScope {
    return { tenantId: this.tenant.id, scanId: this.id };
  }

  /** Moves the scan to a status and appends the event that says so. */
  async status(status: ScanStatus): Promise<void> {
    const { app } = this.tenant;
    await app.system.transaction(async (tx) => {
      await tx.query('update scans set status = $3::scan_status where tenant_id = $1 and id = $2', [
        this.tenant.id,
        this.id,
        status,
      ]);
      await app.events.append(tx, this.scope, [statusEvent(await readState(tx, this.scope))]);
    });
    app.events.committed(this.scope);
  }

  /** Appends so many progress events, in one transaction. */
  async progress(events = 1): Promise<void> {
    const { app } = this.tenant;
    await app.system.transaction(async (tx) => {
      const { counts } = await readState(tx, this.scope);
      await app.events.append(
        tx,
        this.scope,
        Array.from({ length: events }, () => ({ type: 'progress', body: { counts } })),
      );
    });
    app.events.committed(this.scope);
  }

  async attempt(position: number): Promise<Seeded> {
    const id = newId();
    const db = this.tenant.app.system;
    await db.query(
      `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, verdict, confidence)
       values ($1, $2, $3, $4, 'prompt-injection-basic', 1, 'hash', $5, 1, 100, 'judged', 'vulnerable', 0.9)`,
      [this.tenant.id, id, this.id, position, `v${position}`],
    );
    await db.query(
      `insert into attempt_inputs (tenant_id, attempt_id, system, variables) values ($1, $2, 'Be kind.', '{}')`,
      [this.tenant.id, id],
    );
    await db.query(
      `insert into attempt_turns (tenant_id, attempt_id, index, prompt, answer, finish, http_status, latency_ms, input_tokens, output_tokens)
       values ($1, $2, 0, 'The prompt.', 'The answer.', 'stop', 200, 12.5, 3, 4)`,
      [this.tenant.id, id],
    );
    await db.query(
      `insert into opinions (tenant_id, attempt_id, judge, engine, version, verdict, confidence, rationale, latency_ms)
       values ($1, $2, 'objective', 'deterministic', 'v1', 'vulnerable', 0.9, 'It did.', 1)`,
      [this.tenant.id, id],
    );
    await db.query(
      `insert into verdicts (tenant_id, attempt_id, scan_id, kind, confidence, basis) values ($1, $2, $3, 'vulnerable', 0.9, 'oracle')`,
      [this.tenant.id, id, this.id],
    );
    return { id, publicId: formatId('attempt', id) };
  }

  /** Puts an attempt into the review queue, beside what somebody decided of it before. */
  async review(attempt: Seeded): Promise<Seeded> {
    const id = newId();
    const db = this.tenant.app.system;
    await db.query('update verdicts set needs_review = true where attempt_id = $1', [attempt.id]);
    await db.query(
      `insert into reviews (tenant_id, id, attempt_id, decision, verdict_before, verdict_after, was_queued)
       values ($1, $2, $3, 'confirm', 'vulnerable', 'vulnerable', true)`,
      [this.tenant.id, id, attempt.id],
    );
    return { id, publicId: formatId('review', id) };
  }

  /** A comment on a finding, and a row of its history: somebody tagged it `seen`. */
  async activity(finding: Seeded): Promise<{ comment: Seeded; change: Seeded; batch: Seeded }> {
    const [comment, change, batch] = [newId(), newId(), newId()];
    const db = this.tenant.app.system;
    await db.query(`insert into finding_comments (tenant_id, id, finding_id, body) values ($1, $2, $3, 'Seen.')`, [
      this.tenant.id,
      comment,
      finding.id,
    ]);
    await db.query(`insert into finding_tags (tenant_id, finding_id, tag) values ($1, $2, 'seen')`, [
      this.tenant.id,
      finding.id,
    ]);
    await db.query(
      `with f as (update findings set change_count = change_count + 1 where id = $3 returning change_count)
       insert into finding_changes (tenant_id, id, finding_id, number, batch_id, kind, after)
       select $1, $2, $3, f.change_count, $4, 'tag', '{"tag":"seen"}' from f`,
      [this.tenant.id, change, finding.id, batch],
    );
    return {
      comment: { id: comment, publicId: formatId('comment', comment) },
      change: { id: change, publicId: formatId('change', change) },
      batch: { id: batch, publicId: formatId('batch', batch) },
    };
  }

  /** A finding that this scan saw, with one piece of evidence. */
  async finding(title = 'It repeats its instructions'): Promise<Seeded & { evidence: Seeded }> {
    const [id, evidenceId] = [newId(), newId()];
    const db = this.tenant.app.system;
    const attempt = await this.attempt(1_000_000 + Math.floor(Math.random() * 1_000_000));
    await db.query(
      `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence, evidence_line,
         first_scan_id, last_scan_id, first_seen_at, last_seen_at)
       values ($1, $2, $3, $4, 'prompt-injection-basic', $5, 'What it is.', 'What to do.', 'high', '{LLM01,LLM07}', 0.9, 'A line.', $6, $6, now(), now())`,
      [this.tenant.id, id, this.target.id, id, title, this.id],
    );
    await db.query('insert into occurrences (tenant_id, finding_id, scan_id, confidence) values ($1, $2, $3, 0.9)', [
      this.tenant.id,
      id,
      this.id,
    ]);
    await db.query(
      `insert into finding_evidence (tenant_id, id, finding_id, scan_id, attempt_id, source, summary, excerpt, sha256)
       values ($1, $2, $3, $4, $5, 'canary', 'The canary came back.', 'excerpt', 'hash')`,
      [this.tenant.id, evidenceId, id, this.id, attempt.id],
    );
    return {
      id,
      publicId: formatId('finding', id),
      evidence: { id: evidenceId, publicId: formatId('evidence', evidenceId) },
    };
  }
}
