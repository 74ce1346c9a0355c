import type { IdKind } from './ids.ts';
import type { Direction, SortKey } from './keyset-order.ts';

/**
 * How a list is filtered and ordered: ONE description a noun, in `src/<noun>/<noun>-list.ts`. `list-query.ts` makes its SQL from it and
 * `schema/list-input.ts` its GraphQL inputs, so a filter is added by adding a row here and an index in a migration
 * (`test/schema/indexes.test.ts` finds it missing).
 */
export type ListDescription = {
  /** In GraphQL: `Finding` gives `FindingFilter` and `FindingOrder`. */
  noun: string;
  /** In sentences: `findings`. Also the name in cursors. */
  plural: string;
  /** The table or join, as SQL. */
  from: string;
  /** What the rows are known by, as SQL. */
  id: string;
  fields: Readonly<Record<string, FilterField>>;
  /** Short forms of single comparisons. They and the fields may be given together. */
  shorthands?: Readonly<Record<string, Shorthand>>;
  orders: Readonly<Record<string, Order>>;
  /** The order when none is asked for. */
  order: { by: string; direction: 'ASC' | 'DESC' };
};

/** The comparisons that a kind of field allows. `isNull` goes with each of them but `boolean`, `list` and `words`. */
export const COMPARISONS = {
  id: ['eq', 'in', 'isNull'],
  word: ['eq', 'in', 'isNull'],
  text: ['eq', 'in', 'contains', 'startsWith', 'isNull'],
  choice: ['eq', 'in', 'isNull'],
  rank: ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'isNull'],
  time: ['gt', 'gte', 'lt', 'lte', 'isNull'],
  integer: ['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'isNull'],
  number: ['gt', 'gte', 'lt', 'lte', 'isNull'],
  list: ['has', 'hasAny', 'hasAll'],
  boolean: ['eq'],
  words: ['eq'],
} as const;

export type FieldKind = keyof typeof COMPARISONS;
export type Comparison = (typeof COMPARISONS)[FieldKind][number];

/**
 * - `id`: a public id or UUID. `word`: an exact text. `text`: a text that can be searched in, without regard to case.
 * - `choice`: a value of an enum. `rank`: one whose values have an order; `values` lists them upwards.
 * - `list`: some texts. `words`: full text, every word or its beginning. `boolean` and `words` are compared without naming a comparison.
 */
export type FilterField = {
  kind: FieldKind;
  description: string;
  /**
   * The column or expression as SQL, over `t`. With `link`, a condition with `= any(?)` that holds for the rows tied to one of the
   * values; with `words`, a tsvector.
   */
  sql: string;
  link?: true;
  /** The SQL type of its values, where the kind does not say: that of an enum. */
  cast?: string;
  /** Of an `id`. */
  ids?: IdKind | readonly IdKind[];
  /** Of a `choice` or `rank`: its values as they are stored. GraphQL names them in capitals. */
  values?: readonly string[];
  /** Of a `choice` or `rank`: the name of the GraphQL enum. */
  enum?: string;
  /** Of a `rank`: PostgreSQL sorts its values downwards. */
  falling?: true;
  /** Brings a text into the form in which it is stored. */
  fold?: (text: string) => string;
  /** The fewest characters of `contains`: trigrams need three. */
  shortest?: number;
  /** The index that finds it. `prefix`: it is looked for among the rows of a parent or of a small tenant's list. */
  index: string;
};

export type Shorthand = {
  field: string;
  comparison: Comparison;
  description: string;
  /** Of a boolean: holds where the comparison does not. */
  inverse?: true;
};

export type Order = {
  description: string;
  /** The keys for `DESC`; `ASC` runs the other way in each. The last one makes the order total. */
  keys: readonly (SortKey & { direction: Direction })[];
};

/** What a caller gives, read by `readFilter`. */
export type FilterInput = { readonly [member: string]: unknown };
export type OrderInput = { by: string; direction?: 'ASC' | 'DESC' | null | undefined };
export type ListQuery = { filter?: FilterInput | null | undefined; orderBy?: OrderInput | null | undefined };
