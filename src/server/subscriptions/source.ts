import {
  createSourceEventStream,
  type ExecutionResult,
  executeSubscriptionEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import type { Ctx } from '#src/platform/context.ts';
import { contextOf } from '#src/server/authenticate.ts';
import { errorScopeOf } from '#src/server/error-scope.ts';
import { publicError } from '#src/server/public-error.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Operation } from './operation.ts';
import { sharedActor } from './shared-actor.ts';

/** The results of a subscription, in order. */
export type Source = {
  /** The next result; null after the last. Throws what the source throws, and `AskedWho`. */
  next(): Promise<Frame | null>;
  close(): void;
};

/** An operation that was to be shared depends on who asks. Its shape says so from then on. */
export class AskedWho extends Error {
  override readonly name = 'AskedWho';
}

type Asked = { actor: Ctx['actor']; asked(): boolean };

/**
 * Opens the source of an operation after a cursor, and executes the document for each of its events with a context of its own, so that no
 * loader answers with what it loaded for an earlier event.
 *
 * @throws AskedWho when it is to be shared and asks who it is for
 */
export async function openSource(operation: Operation, after: string | null): Promise<Source | ExecutionResult> {
  const { shape, args, ctx, sharable } = operation;
  const who: Asked = sharable && !shape.personal ? sharedActor(ctx.actor) : { actor: ctx.actor, asked: () => false };
  const document = sharable ? shape.startingAfter(after) : args.document;
  const fresh = () => contextOf(ctx, who.actor);
  const validated = validateSubscriptionArgs({ ...args, document, contextValue: fresh(), hideSuggestions: true });
  if (!('schema' in validated)) return { errors: validated };
  const events = await createSourceEventStream(validated);
  const iterator = Symbol.asyncIterator in events ? events[Symbol.asyncIterator]() : null;
  const refuseIfAsked = () => {
    if (!who.asked()) return;
    shape.personal = true;
    throw new AskedWho();
  };
  if (who.asked()) {
    iterator?.return?.().catch(() => undefined); // it is opened again, for one person alone
    refuseIfAsked();
  }
  if (!iterator) return events as ExecutionResult;
  return {
    async next() {
      const { done, value } = await iterator.next();
      if (done) return null;
      const frame = await execute(validated, value, fresh(), sharable && shape.delivery === 'log');
      refuseIfAsked();
      return frame;
    },
    close: () => {
      // What a source throws while it winds up concerns nobody any more.
      Promise.resolve(iterator.return?.()).catch((error) => ctx.log.debug({ err: error }, 'source closed'));
    },
  };
}

async function execute(args: ValidatedSubscriptionArgs, event: unknown, ctx: Ctx, log: boolean): Promise<Frame> {
  const result = await executeSubscriptionEvent({ ...args, rootValue: event, contextValue: ctx });
  const cursor = (event as { cursor?: unknown } | null)?.cursor;
  if (log && typeof cursor !== 'string') throw new Error('an event of a log has no cursor');
  return frameOf(shown(result, ctx), log ? (cursor as string) : null);
}

function shown(result: ExecutionResult, ctx: Ctx): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => publicError(error, errorScopeOf(ctx, 'subscription'))) };
}
