import { formatId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, newTarget, obey, REFUSAL, scanRow } from '#test/kit/scan.ts';

const RESULT = `__typename ... on Problem { code path } ... on %P { cursor finding { id status statusReason }
  review { decision verdictBefore verdict reason wasQueued } attempt { id verdict confidence ruling { kind needsReview } } }`;

const FINDINGS = `select f.id, f.status, f.status_reason, f.regressed, f.last_scan_id, f.evidence_line,
    (select count(*)::int from occurrences o where o.finding_id = f.id) as seen,
    (select coalesce(sum(attempts), 0)::int from occurrences o where o.finding_id = f.id) as shown,
    (select count(*)::int from finding_evidence e where e.finding_id = f.id and e.withdrawn_at is null) as standing,
    (select count(*)::int from finding_evidence e where e.finding_id = f.id) as evidence
  from findings f join scans s on s.tenant_id = f.tenant_id and s.target_id = f.target_id where s.id = $1`;

/** A system with a worker and a bot of its own, which falls for one of the probe's two variants, and what reviewers do there. */
export class Reviews implements AsyncDisposable {
  readonly system: TestSystem;
  readonly #bot: ModelServer;
  /** What the bot does in the next scan. */
  falls: 'half' | 'never' = 'half';
  /** Its answers to the variant that it does not fall for wait for this. */
  hold: Promise<void> | null = null;
  #target = '';
  #lastScan = '';

  private constructor(system: TestSystem, bot: ModelServer) {
    this.system = system;
    this.#bot = bot;
  }

  /** `threshold`: the confidence below which a verdict waits for a person; none is as sure as 0.999. */
  static async open(threshold?: number): Promise<Reviews> {
    let reviews: Reviews;
    const bot = await startModelServer({
      async reply(messages) {
        const second = messages.at(-1)?.content?.startsWith('Hello');
        if (second && reviews.hold) await reviews.hold;
        return second || reviews.falls === 'never' ? REFUSAL : obey(messages);
      },
    });
    const config = threshold === undefined ? {} : { judgeConfidenceThreshold: threshold };
    const system = await startTestSystem({ worker: true, config });
    reviews = new Reviews(system, bot);
    return reviews;
  }

  /** Starts a scan of a new target. */
  async begin(attempts = 4): Promise<string> {
    [this.falls, this.#target] = ['half', await newTarget(this.system.ctx, this.#bot.url)];
    this.#lastScan = await begin(this.system.ctx, this.#target, attempts);
    return this.#lastScan;
  }

  /** Scans a new target to the end. */
  async scan(attempts = 4): Promise<string> {
    return this.#ended(await this.begin(attempts));
  }

  /** Scans the last target once more. */
  async again(attempts = 4): Promise<string> {
    return this.#ended(await begin(this.system.ctx, this.#target, attempts));
  }

  async #ended(scanId: string): Promise<string> {
    await eventsOf(this.system.ctx, scanId);
    await expectWhole(this.system.ctx, scanId);
    return scanId;
  }

  async review(name: 'confirmVerdict' | 'overturnVerdict', input: Json, token = OWNER): Promise<Json> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const document = `mutation($input: ${type}Input!) { ${name}(input: $input) { ${RESULT.replace('%P', `${type}Payload`)} } }`;
    return (await dataOf(ask(this.system, token, document, { input })))[name];
  }

  confirm(attemptId: string, more = {}): Promise<Json> {
    return this.review('confirmVerdict', { attemptId, ...more });
  }

  overturn(attemptId: string, verdict: string, reason = 'It quoted us.'): Promise<Json> {
    return this.review('overturnVerdict', { attemptId, verdict, reason });
  }

  /** The attempts of a scan with this verdict, in order. */
  async attemptsOf(scanId: string, verdict: string): Promise<string[]> {
    const rows = await this.system.app.system.query<{ id: string }>(
      'select id from attempts where scan_id = $1 and verdict = $2 order by position',
      [scanId, verdict],
    );
    return rows.map((row) => formatId('attempt', row.id));
  }

  async queue(args: string): Promise<Json> {
    const document = `{ reviewQueue${args} { totalCount nodes { id verdict } pageInfo { hasNextPage endCursor } } }`;
    return (await dataOf(ask(this.system, OWNER, document))).reviewQueue;
  }

  row(scanId: string): Promise<Json> {
    return scanRow(this.system.ctx, scanId);
  }

  /** The findings of the last target, with their sightings and evidence. */
  findings(): Promise<Json[]> {
    return this.system.app.system.query(FINDINGS, [this.#lastScan]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.system[Symbol.asyncDispose]();
    await this.#bot.close();
  }
}
