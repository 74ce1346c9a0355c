import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { Batcher } from './batcher.ts';
import { type AnsweredAttempt, storeAnswers } from './store-answers.ts';

const BATCH = { max: 64, lingerMs: 15 };
/** A database that is away for a moment loses no answer; for longer, the lane ends and its attempts run again. */
const RETRY_AFTER_MS = [100, 500, 2000];

const stores = new WeakMap<App, Map<string, Batcher<AnsweredAttempt>>>();

/** The one store of a scan in this process: all its lanes here share their commits. */
export function answerStore(app: App, scope: LogScope, config: LlmConfig): Batcher<AnsweredAttempt> {
  const byScan = stores.get(app) ?? new Map<string, Batcher<AnsweredAttempt>>();
  stores.set(app, byScan);
  const found = byScan.get(scope.scanId);
  if (found) return found;
  const store = new Batcher<AnsweredAttempt>(BATCH, (answers) => storeWithRetries(app, scope, config, answers));
  byScan.set(scope.scanId, store);
  return store;
}

/** Forgets the stores of a scan that is over. */
export function dropAnswerStore(app: App, scanId: string): void {
  stores.get(app)?.delete(scanId);
}

async function storeWithRetries(
  app: App,
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
