import type { Plan, TypePlan } from './cost-plan.ts';

type Value = Record<string, unknown>;

/** The most that an operation can cost, in points. */
export function requestedCost(plan: Plan): number {
  return points(most(plan));
}

/** What an operation cost by its answer, in points: never more than was requested. */
export function actualCost(plan: Plan, data: unknown): number {
  return points(ofValue(plan, data, 1, false));
}

function points(tenths: number): number {
  return Math.ceil(tenths / 10);
}

function most(plan: Plan): number {
  return plan.types.reduce((cost, type) => Math.max(cost, mostOf(type)), 0);
}

function mostOf({ weight, parts }: TypePlan): number {
  return parts.reduce((cost, { items, child }) => cost + items * most(child), weight);
}

function ofValue(plan: Plan, value: unknown, items: number, capped: boolean): number {
  if (!Array.isArray(value)) return isObject(value) ? ofObject(plan, value) : 0;
  const paid = capped ? value.slice(0, items) : value;
  return paid.reduce((cost: number, item) => cost + ofValue(plan, item, items, capped), 0);
}

/** An answer need not say of which type an object is. Of the types that would give it these keys the dearest counts. */
function ofObject({ types }: Plan, value: Value): number {
  const [only] = types;
  if (types.length === 1 && only) return ofType(only, value);
  const keys = Object.keys(value);
  const fitting = types.filter((type) => type.keys.size === keys.length && keys.every((key) => type.keys.has(key)));
  return fitting.reduce((cost, type) => Math.max(cost, ofType(type, value)), 0);
}

function ofType({ weight, parts }: TypePlan, value: Value): number {
  return parts.reduce(
    (cost, { key, child, items, capped }) => cost + ofValue(child, value[key], items, capped),
    weight,
  );
}

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null;
}
