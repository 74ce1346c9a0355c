import type { TenantApp } from '#src/platform/context.ts';
import { ProviderFailure } from '#src/providers/provider.ts';
import { ratePerSecond } from '#src/targets/llm-config.ts';
import { type AnswerStore, openAnswerStore } from './answer-store.ts';
import { claimAttempts } from './claim-attempts.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';
import { type Line, makeAttempt } from './converse.ts';
import { blockedFor } from './gate.ts';
import type { Lane } from './lane.ts';
import { type WorkerSlots, workerSlots } from './worker-slots.ts';

/** Below this mean latency a lane claims ahead, so that a fast target never waits for the database. */
const FAST_TARGET_MS = 250;
/** How often a lane looks whether it can go on, and how often it looks whether the target is blocked without having been told. */
const TICK_MS = 50;
const BLOCK_POLL_MS = 1000;

/** Sends the attempts of one lane, until there are none, the lane's slice is over, or it is stopped. */
export class Sender {
  readonly #app: TenantApp;
  readonly #lane: Lane;
  readonly #line: Line;
  readonly #slots: WorkerSlots;
  /** Under a rate, what is let through has to go out at once: a worker's slot is taken before it is claimed. */
  readonly #rated: boolean;
  readonly #waiting: ClaimedAttempt[] = [];
  readonly #stores = new Set<Promise<void>>();
  /** Slots taken for what waits. */
  #hands = 0;
  #inFlight = 0;
  #meanMs = 0;
  #exhausted = false;
  #claiming = false;
  #claimAfter = 0;
  #blockedUntil = 0;
  #lookedAt = 0;
  #quotaGone = false;
  #failure: unknown = null;
  #wake = Promise.withResolvers<void>();

  constructor(lane: Lane, line: Line) {
    this.#app = line.app;
    this.#lane = lane;
    this.#line = line;
    this.#slots = workerSlots(line.app);
    this.#rated = ratePerSecond(line.config) !== null;
  }

  /** `true` when there may be more to do. @throws what kept answers from being stored or attempts from being claimed */
  async run(): Promise<boolean> {
    using store = openAnswerStore(this.#app, this.#lane.scope, this.#line.config);
    const stopListening = this.#app.wakeups.listen(`gate:${this.#lane.targetId}`, () => void this.#lookForBlock());
    const tick = setInterval(() => this.#onTick(), TICK_MS);
    this.#lane.signal.addEventListener('abort', () => this.#notify());
    try {
      while (!this.#done()) {
        this.#refill();
        this.#startWaiting(store);
        await this.#wake.promise;
        this.#wake = Promise.withResolvers<void>();
      }
    } finally {
      clearInterval(tick);
      stopListening();
      this.#slots.release(this.#hands);
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
    const { signal, sliceOver, draining } = this.#lane;
    return signal.aborted || sliceOver || draining || this.#quotaGone || this.#failure !== null;
  }

  #refill(): void {
    const { config } = this.#line;
    // What is claimed under a budget is promised money: only as much as can be sent.
    const eager = !this.#rated && config.budget === null && this.#meanMs < FAST_TARGET_MS;
    const ahead = eager ? this.#lane.slots * 2 : 0;
    const free = this.#lane.slots - this.#inFlight - this.#waiting.length;
    if (this.#claiming || this.#exhausted || this.#stopping() || this.#app.clock.now() < this.#claimAfter) return;
    if (free <= 0 && this.#waiting.length >= ahead / 2) return;
    const want = Math.max(1, free + ahead);
    if (!this.#rated) return void this.#claim(want);
    const hands = this.#slots.take(want);
    if (hands > 0) void this.#claim(hands).then((claimed) => this.#keepHands(hands, claimed));
  }

  /** Slots of a rated claim that got fewer attempts than it asked for go back. */
  #keepHands(taken: number, claimed: number): void {
    this.#hands += claimed;
    this.#slots.release(taken - claimed);
  }

  async #claim(want: number): Promise<number> {
    this.#claiming = true;
    try {
      const claim = await claimAttempts(this.#app, this.#lane, this.#line.config, want);
      this.#waiting.push(...claim.attempts);
      if (claim.askAgainMs === null) this.#exhausted = true;
      else this.#claimAfter = this.#app.clock.now() + claim.askAgainMs;
      return claim.attempts.length;
    } catch (error) {
      this.#failure = error;
      return 0;
    } finally {
      this.#claiming = false;
      this.#notify();
    }
  }

  #startWaiting(store: AnswerStore): void {
    if (this.#stopping() || this.#app.clock.now() < this.#blockedUntil) return;
    while (this.#inFlight < this.#lane.slots && this.#waiting.length > 0 && this.#takeHand())
      void this.#send(this.#waiting.shift()!, store);
  }

  #takeHand(): boolean {
    if (this.#hands === 0) return this.#slots.take(1) === 1;
    this.#hands -= 1;
    return true;
  }

  async #send(attempt: ClaimedAttempt, store: AnswerStore): Promise<void> {
    this.#inFlight += 1;
    const started = performance.now();
    try {
      const made = await makeAttempt(this.#line, attempt, this.#lane.signal);
      this.#meanMs += (performance.now() - started - this.#meanMs) / 8;
      this.#quotaGone ||= made.conversation.failure?.reason === 'quota_exhausted';
      this.#keep(store.add({ id: attempt.id, laneId: this.#lane.id, ...made }));
    } catch (error) {
      // A stopped conversation is kept by nobody: its attempt goes back to the plan with the lane.
      if (!(error instanceof ProviderFailure && error.reason === 'cancelled')) this.#failure = error;
    } finally {
      this.#inFlight -= 1;
      this.#slots.release(1);
      this.#notify();
    }
  }

  /** Not waited for: the slot is free while the answer is on its way into the database. */
  #keep(storing: Promise<void>): void {
    const stored = storing
      .catch((error) => {
        this.#failure = error;
      })
      .finally(() => this.#stores.delete(stored));
    this.#stores.add(stored);
  }

  #onTick(): void {
    if (this.#app.clock.now() - this.#lookedAt > BLOCK_POLL_MS) void this.#lookForBlock();
    this.#notify();
  }

  async #lookForBlock(): Promise<void> {
    this.#lookedAt = this.#app.clock.now();
    const blockedMs = await blockedFor(this.#app, this.#line.gate).catch(() => 0);
    this.#blockedUntil = this.#app.clock.now() + blockedMs;
  }

  #notify(): void {
    this.#wake.resolve();
  }
}
