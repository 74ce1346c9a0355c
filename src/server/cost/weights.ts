import type { GraphQLField } from 'graphql';

/** What things cost, in tenths of a point. Points are told rounded up. */
export const WEIGHTS = {
  /** Any document. */
  document: 10,
  /** A scalar, an enum value or a list of them. */
  leaf: 1,
  /** An object, an edge included. */
  object: 10,
  /** A list with pages: its statements, beside its rows. */
  connection: 20,
  /** Counting the rows of a list, up to the bound at which counting stops. */
  count: 50,
  /** A mutation: a transaction, and what it sets going. */
  mutation: 100,
  /** `__schema` or `__type`, with everything below it. */
  introspection: 500,
} as const;

/** The size of a page that names none, and of the largest. */
export const PAGE = 20;
export const PAGE_MAX = 100;

/** A list without pages is charged for this many items, however many there are, unless its field says another number. */
const LIST_ITEMS = 5;

/** What a field of the schema may say of its own cost, as `extensions: { cost: { items: 20, points: 3 } }`. */
type OwnCost = { items?: number; points?: number };

function ownCost(field: GraphQLField<unknown, unknown>): OwnCost {
  return (field.extensions.cost ?? {}) as OwnCost;
}

/** Tenths of a point for reaching a field, whatever it then gives. */
export function fieldWeight(field: GraphQLField<unknown, unknown>): number {
  return (ownCost(field).points ?? 0) * 10 + (field.name === 'totalCount' ? WEIGHTS.count : 0);
}

/** How many items a list without pages is charged for. */
export function listItems(field: GraphQLField<unknown, unknown>): number {
  return ownCost(field).items ?? LIST_ITEMS;
}
