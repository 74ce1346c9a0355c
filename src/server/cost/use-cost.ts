import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Ctx } from '#src/platform/context.ts';
import { type Admission, admit, type CostTold, dryRun } from './admit.ts';

/** The request's parameters as Yoga keeps them on the context; the websocket puts its message's payload there. */
type Asked = { params?: { extensions?: unknown } };

const costs = new WeakMap<object, CostTold>();

/** What the subscription with this context was charged when it began; undefined when nothing was. */
export function costOfSubscription(context: object): CostTold | undefined {
  return costs.get(context);
}

/**
 * Charges for every operation, at every door that executes through Yoga's pipeline. With `"extensions": {"cost": {"dryRun":
 * true}}` beside the document nothing runs: the answer is the cost alone.
 */
export function useCost(): Plugin<Ctx, Ctx> {
  return {
    async onExecute({ args, setResultAndStopExecution }) {
      const begun = await begin(args);
      if ('stop' in begun) return setResultAndStopExecution(begun.stop as never);
      const { admission } = begun;
      if (!admission) return;
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(admission.settle(result as ExecutionResult) as never);
        },
      };
    },
    async onSubscribe({ args, setResultAndStopExecution }) {
      const begun = await begin(args);
      if ('stop' in begun) return setResultAndStopExecution(begun.stop as never);
      const { admission } = begun;
      if (!admission) return;
      costs.set((args as ExecutionArgs).contextValue as object, admission.inFull);
      return {
        // One that was refused: it has no events that could tell it.
        onSubscribeResult({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(admission.settle(result as ExecutionResult) as never);
        },
      };
    },
  };
}

/** Pays for an operation, or says what to answer in its place. */
async function begin(given: unknown): Promise<{ stop: unknown } | { admission: Admission | null }> {
  const args = given as ExecutionArgs;
  const ctx = args.contextValue as Ctx & Asked;
  try {
    const dry = isDryRun(ctx) ? await dryRun(ctx, args) : null;
    return dry ? { stop: dry } : { admission: await admit(ctx, args) };
  } catch (error) {
    return { stop: { errors: [error] } };
  }
}

/** Whether the caller wants to know the cost and nothing else. */
function isDryRun({ params }: Asked): boolean {
  const { cost } = (params?.extensions ?? {}) as { cost?: { dryRun?: unknown } | null };
  return cost?.dryRun === true;
}
