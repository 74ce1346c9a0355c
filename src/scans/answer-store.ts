import { setTimeout as sleep } from 'node:timers/promises';
import type { App, TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { Batcher } from './batcher.ts';
import { type AnsweredAttempt, storeAnswers } from './store-answers.ts';

const BATCH = { max: 64, lingerMs: 15 };
/** A database that is away for a moment loses no answer; for longer, the lane ends and its attempts run again. */
const RETRY_AFTER_MS = [100, 500, 2000];

/** Where a lane hands in answers. Settles when the answer is stored. */
export type AnswerStore = Disposable & { add(answer: AnsweredAttempt): Promise<void> };

/** By process: each tenant's view of it has the same system beneath. */
const stores = new WeakMap<App['system'], Map<string, { batcher: Batcher<AnsweredAttempt>; lanes: number }>>();

/** The one store of a scan in this process: all its lanes here share their commits. It goes with the last of them. */
export function openAnswerStore(app: TenantApp, scope: LogScope, config: LlmConfig): AnswerStore {
  const byScan = stores.get(app.system) ?? new Map<string, { batcher: Batcher<AnsweredAttempt>; lanes: number }>();
  stores.set(app.system, byScan);
  const store = byScan.get(scope.scanId) ?? { batcher: batcherOf(app, scope, config), lanes: 0 };
  byScan.set(scope.scanId, store);
  store.lanes += 1;
  return {
    add: (answer) => store.batcher.add(answer),
    [Symbol.dispose]() {
      store.lanes -= 1;
      if (store.lanes === 0) byScan.delete(scope.scanId);
    },
  };
}

function batcherOf(app: TenantApp, scope: LogScope, config: LlmConfig): Batcher<AnsweredAttempt> {
  return new Batcher<AnsweredAttempt>(BATCH, (answers) => storeAll(app, scope, config, answers));
}

/** What cannot be stored together is stored one by one: an answer that PostgreSQL does not take must not take others with it. */
async function storeAll(
  app: TenantApp,
  scope: LogScope,
  config: LlmConfig,
  answers: readonly AnsweredAttempt[],
): Promise<void> {
  try {
    await storePatiently(app, scope, config, answers);
  } catch {
    for (const answer of answers) await storeOne(app, scope, config, answer);
  }
}

/** An answer that cannot be kept is told as that: sent again, it would come back. @throws when the database is away */
async function storeOne(app: TenantApp, scope: LogScope, config: LlmConfig, answer: AnsweredAttempt): Promise<void> {
  try {
    await storeAnswers(app, scope, config, [answer]);
  } catch (error) {
    app.log.error({ scanId: scope.scanId, attemptId: answer.id, err: error }, 'an answer could not be stored');
    await storeAnswers(app, scope, config, [{ ...answer, conversation: { ...answer.conversation, ...NOT_KEPT } }]);
  }
}

const NOT_KEPT = {
  system: null,
  turns: [],
  failure: {
    reason: 'internal_error',
    message: 'The answer could not be stored, by a fault of Tribunal. Its log says more.',
  },
};

async function storePatiently(
  app: TenantApp,
  scope: LogScope,
  config: LlmConfig,
  answers: readonly AnsweredAttempt[],
): Promise<void> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await storeAnswers(app, scope, config, answers);
    } catch (error) {
      app.log.warn({ scanId: scope.scanId, err: (error as Error).message }, 'answers not stored, trying again');
      await sleep(wait);
    }
  }
  return storeAnswers(app, scope, config, answers);
}
