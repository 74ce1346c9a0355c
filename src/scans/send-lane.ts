import type { App } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { ProbeLibrary } from '#src/probes/probe.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { type RenderedAttempt, render } from '#src/probes/variables.ts';
import { ProviderFailure } from '#src/providers/provider.ts';
import { providerFor } from '#src/providers/providers.ts';
import { connectTarget, type TargetRow } from '#src/targets/connect-target.ts';
import { answerStore } from './answer-store.ts';
import { claimAttempts } from './claim-attempts.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';
import { type Conversation, converse, type Line } from './converse.ts';
import { blockedFor } from './gate.ts';
import { giveUp } from './give-up.ts';
import { type Lane, takeLane } from './lane.ts';
import { workerSlots } from './worker-slots.ts';

/** Below this mean latency a lane claims ahead, so that a fast target never waits for the database. */
const FAST_TARGET_MS = 250;

/**
 * Works one lane: claims attempts, holds as many conversations at once as the lane has slots, and hands each to the store. Returns when
 * nothing is left to claim, the slice is over, or the lane was stopped; `true` when there may be more to do.
 */
export async function runSendLane(app: App, scope: LogScope, outer: AbortSignal): Promise<boolean> {
  await using lane = await takeLane(app, scope, 'send', outer);
  if (!lane) return false;
  const line = await openLine(app, lane).catch((error) => giveUpUnreachable(app, scope, error));
  if (!line) return false;
  const sender = new Sender(app, lane, line, probeLibrary());
  // Awaited here: `await using` would end the lane when the function returns, not when the promise settles.
  return await sender.run();
}

/** A target that cannot even be configured (a secret that is gone, a provider that is not here) ends its scan with the reason. */
async function giveUpUnreachable(app: App, scope: LogScope, error: unknown): Promise<null> {
  if (!isDomainError(error)) throw error;
  await app.db.transaction((tx) => giveUp(app, tx, scope, 'target_unavailable', error.message));
  app.events.committed(scope.scanId);
  return null;
}

async function openLine(app: App, lane: Lane): Promise<Line> {
  const [row] = await app.db.query<TargetRow>(
    'select tenant_id, id, url, config, sealed_credentials from targets where tenant_id = $1 and id = $2',
    [lane.scope.tenantId, lane.targetId],
  );
  const connection = await connectTarget(app, row!);
  const gate = { tenantId: lane.scope.tenantId, targetId: lane.targetId };
  return { app, gate, connection, provider: providerFor(app.outbound, connection.provider), config: row!.config };
}

class Sender {
  readonly #app: App;
  readonly #lane: Lane;
  readonly #line: Line;
  readonly #library: ProbeLibrary;
  readonly #slots: ReturnType<typeof workerSlots>;
  readonly #waiting: ClaimedAttempt[] = [];
  readonly #stores = new Set<Promise<void>>();
  #inFlight = 0;
  #meanMs = 0;
  #exhausted = false;
  #claiming = false;
  #claimAfter = 0;
  #blockedUntil = 0;
  #failure: unknown = null;
  #wake = Promise.withResolvers<void>();

  constructor(app: App, lane: Lane, line: Line, library: ProbeLibrary) {
    this.#app = app;
    this.#lane = lane;
    this.#line = line;
    this.#library = library;
    this.#slots = workerSlots(app);
  }

  async run(): Promise<boolean> {
    const stopListening = this.#app.wakeups.listen(`gate:${this.#lane.targetId}`, () => void this.#noticeBlock());
    const tick = setInterval(() => this.#notify(), 50);
    this.#lane.signal.addEventListener('abort', () => this.#notify());
    try {
      while (!this.#done()) {
        this.#refill();
        this.#startWaiting();
        await this.#wake.promise;
        this.#wake = Promise.withResolvers<void>();
      }
    } finally {
      clearInterval(tick);
      stopListening();
      await Promise.allSettled(this.#stores);
    }
    if (this.#failure) throw this.#failure;
    return !this.#exhausted && !this.#lane.signal.aborted;
  }

  /** Over when stopped and idle: nothing is on the line, and nothing more will be. */
  #done(): boolean {
    if (this.#inFlight > 0 || this.#claiming) return false;
    if (this.#stopping()) return true;
    return this.#exhausted && this.#waiting.length === 0;
  }

  #stopping(): boolean {
    return this.#lane.signal.aborted || this.#lane.sliceOver || this.#failure !== null;
  }

  #refill(): void {
    const ahead =
      this.#meanMs < FAST_TARGET_MS && this.#line.config.maxRps === null && this.#line.config.maxRpm === null
        ? this.#lane.slots * 2
        : 0;
    const free = this.#lane.slots - this.#inFlight - this.#waiting.length;
    if (this.#claiming || this.#exhausted || this.#stopping() || this.#app.clock.now() < this.#claimAfter) return;
    if (free <= 0 && this.#waiting.length >= ahead / 2) return;
    void this.#claim(free + ahead);
  }

  async #claim(want: number): Promise<void> {
    this.#claiming = true;
    try {
      const claim = await claimAttempts(this.#app, this.#lane, this.#line.config, Math.max(1, want));
      this.#waiting.push(...claim.attempts);
      if (claim.askAgainMs === null) this.#exhausted = true;
      else this.#claimAfter = this.#app.clock.now() + claim.askAgainMs;
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#claiming = false;
      this.#notify();
    }
  }

  #startWaiting(): void {
    if (this.#stopping() || this.#app.clock.now() < this.#blockedUntil) return;
    while (this.#inFlight < this.#lane.slots && this.#waiting.length > 0 && this.#slots.take())
      void this.#send(this.#waiting.shift()!);
  }

  async #send(attempt: ClaimedAttempt): Promise<void> {
    this.#inFlight += 1;
    const started = performance.now();
    try {
      const rendered = renderAttempt(this.#library, attempt);
      const conversation = rendered ? await converse(this.#line, rendered, this.#lane.signal) : PROBE_GONE;
      this.#meanMs += (performance.now() - started - this.#meanMs) / 8;
      this.#store({ id: attempt.id, laneId: this.#lane.id, rendered, conversation });
    } catch (error) {
      // A stopped conversation is kept by nobody: its attempt goes back to the plan with the lane.
      if (!(error instanceof ProviderFailure && error.reason === 'cancelled')) this.#failure = error;
    } finally {
      this.#inFlight -= 1;
      this.#slots.release();
      this.#notify();
    }
  }

  /** Not waited for: the slot is free while the answer is on its way into the database. */
  #store(answer: Parameters<ReturnType<typeof answerStore>['add']>[0]): void {
    const stored = answerStore(this.#app, this.#lane.scope, this.#line.config)
      .add(answer)
      .catch((error) => {
        this.#failure = error;
      })
      .finally(() => this.#stores.delete(stored));
    this.#stores.add(stored);
  }

  async #noticeBlock(): Promise<void> {
    this.#blockedUntil = this.#app.clock.now() + (await blockedFor(this.#app, this.#line.gate).catch(() => 0));
  }

  #notify(): void {
    this.#wake.resolve();
  }
}

/** The attempt's id is its seed: an attempt that runs again after a crash carries the same canaries. */
function renderAttempt(library: ProbeLibrary, attempt: ClaimedAttempt): RenderedAttempt | null {
  const probe = library.byId(attempt.probeId);
  const index = probe?.prompts.findIndex((prompt) => prompt.id === attempt.variant) ?? -1;
  if (!probe || index < 0) return null;
  return render(probe, index, attempt.id);
}

/** A scan that outlived the library it was planned with: an attempt whose probe is gone is not sent, and is not a pass. */
const PROBE_GONE: Conversation = {
  system: null,
  turns: [],
  calls: 0,
  failure: { reason: 'probe_gone', message: 'The probe is not in the library any more.' },
};
