import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql';
import { givePoints, outOfPoints, type Standing, takePoints } from '#src/access/budget.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { costPlan, type Plan } from './cost-plan.ts';
import { actualCost, requestedCost } from './count-cost.ts';

/** What an answer says of its cost, in points. `resetAt` is when the budget is full again. */
export type CostTold = { requested: number; actual: number; remaining: number; resetAt: string; dryRun?: true };

/** An operation that was paid for. */
export type Admission = {
  requested: number;
  /** What there is to say before anything has run, or where nothing is put back: all of it was used. */
  inFull: CostTold;
  /** Settles what was not used, and says so: the result with `extensions.cost`. */
  settle: (result: ExecutionResult) => ExecutionResult;
};

const standings = new WeakMap<Ctx['actor'], Standing>();

/** How a caller stands after the last operation of this request, for the headers; undefined when nothing was counted. */
export function standingAfter(ctx: Ctx): Standing | undefined {
  return standings.get(ctx.actor);
}

/**
 * Takes what an operation can cost at most from the caller's budget, before it runs. A document in which no operation can be told costs
 * nothing: execution says what is wrong with it. A subscription costs one of its events, when it begins: how many come is not the
 * caller's choice, so they are not charged for.
 *
 * @throws DomainError `document_too_complex`, `rate_limited`
 */
export async function admit(ctx: Ctx, args: ExecutionArgs): Promise<Admission | null> {
  const plan = planOf(args);
  if (!plan) return null;
  const requested = affordable(ctx, requestedCost(plan));
  const standing = await takePoints(ctx, requested);
  standings.set(ctx.actor, standing);
  if (!standing.allowed) throw outOfPoints(requested, standing);
  const inFull = told(requested, requested, standing);
  return { requested, inFull, settle: (result) => settle(ctx, plan, requested, standing, result) };
}

/**
 * What an operation would cost and how the caller stands, without running or charging anything.
 *
 * @throws DomainError `document_too_complex`
 */
export async function dryRun(ctx: Ctx, args: ExecutionArgs): Promise<ExecutionResult | null> {
  const plan = planOf(args);
  if (!plan) return null;
  const requested = affordable(ctx, requestedCost(plan));
  const standing = await takePoints(ctx, 0);
  standings.set(ctx.actor, standing);
  return { data: null, extensions: { cost: { ...told(requested, 0, standing), dryRun: true } } };
}

/** Null when it cannot be told which operation is meant. */
function planOf({ schema, document, operationName, variableValues }: ExecutionArgs): Plan | null {
  const operation = getOperationAST(document, operationName);
  return operation ? costPlan(schema, document, operation, variableValues ?? {}) : null;
}

function affordable(ctx: Ctx, requested: number): number {
  const maximum = ctx.config.api.points.document;
  if (requested <= maximum) return requested;
  const message = `This document can cost ${requested} points; at most ${maximum} are taken. Ask for fewer rows at once.`;
  throw new DomainError('document_too_complex', message, { details: { limit: 'cost', maximum, requested } });
}

/** With an error, what was done cannot be read from the answer: nothing is put back. */
function settle(ctx: Ctx, plan: Plan, requested: number, standing: Standing, result: ExecutionResult): ExecutionResult {
  const actual = result.errors?.length ? requested : Math.min(requested, actualCost(plan, result.data));
  const after = givePoints(ctx, requested - actual, standing);
  standings.set(ctx.actor, after);
  return { ...result, extensions: { ...result.extensions, cost: told(requested, actual, after) } };
}

function told(requested: number, actual: number, { remaining, resetAt }: Standing): CostTold {
  return { requested, actual, remaining, resetAt: resetAt.toISOString() };
}
