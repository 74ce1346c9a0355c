import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Ctx } from '#src/platform/context.ts';
import { costOfSubscription } from '#src/server/cost/use-cost.ts';
import { operationOf } from './operation.ts';
import { Streams } from './streams.ts';
import { Subscription } from './subscription.ts';

/** The context of an operation that came over HTTP holds its request. */
type Context = Ctx & { request?: Request };

const LONGEST_ID = 256;
const byRequest = new WeakMap<Request, Subscription>();

/** Subscriptions of every door run here, after Yoga has parsed and validated them. */
export function useSubscriptions(): Plugin {
  const streams = new Streams();
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn((async (args: ExecutionArgs) => {
        const { request, ...ctx } = args.contextValue as Context;
        const cost = costOfSubscription(args.contextValue as object);
        const operation = operationOf(args, ctx, request ? lastEventId(request) : null, cost ? { cost } : null);
        ctx.metrics.subscriptions.inc();
        const opened = await Subscription.open(streams, operation, () => {
          ctx.metrics.subscriptions.dec();
          ctx.metrics.streams.set(streams.size);
        });
        ctx.metrics.streams.set(streams.size);
        if (request && opened instanceof Subscription) byRequest.set(request, opened);
        return opened;
      }) as never);
    },
    onResultProcess({ request, resultProcessor, setResultProcessor }) {
      // The stream itself is written by the route, past Yoga; what is left here is the head of the answer.
      if (!resultProcessor || !byRequest.has(request)) return;
      const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
      setResultProcessor(() => new Response(null, { headers }), 'text/event-stream');
    },
  };
}

/** The subscription that this request opened, once. */
export function takeSubscription(request: Request): Subscription | null {
  const subscription = byRequest.get(request) ?? null;
  byRequest.delete(request);
  return subscription;
}

/** What an `EventSource` saw last, which it says when it connects again. */
function lastEventId(request: Request): string | null {
  const id = request.headers.get('last-event-id');
  return id ? id.slice(0, LONGEST_ID) : null;
}
