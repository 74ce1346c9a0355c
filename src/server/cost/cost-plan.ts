import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { DomainError } from '#src/platform/errors.ts';
import { BoundDocument } from './collect-fields.ts';
import { fieldWeight, listItems, PAGE, PAGE_MAX, WEIGHTS } from './weights.ts';

/** What an object costs, for each type that it may turn out to be. All figures are tenths of a point. */
export type Plan = { types: TypePlan[] };
export type TypePlan = {
  /** The keys that its object has in the answer. */
  keys: ReadonlySet<string>;
  /** Everything about one object of the type but the objects below it. */
  weight: number;
  parts: Part[];
};
/** An object or a list below an object. */
export type Part = {
  key: string;
  child: Plan;
  /** How many objects are paid for. */
  items: number;
  /** Whether more are free: lists without pages have a number of items that nobody chooses. */
  capped: boolean;
};

/** Documents are bounded before; this bounds how often one is walked for the types that an object may have. */
const FIELDS_MAX = 20_000;

/**
 * The plan of one operation with its variables, for a document that is valid. A size that cannot be read counts as the largest.
 *
 * @throws DomainError `document_too_complex`
 */
export function costPlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Plan {
  const bound = new BoundDocument(schema, document, operation, variables);
  const root = schema.getRootType(operation.operation)!;
  const { types } = new Planner(bound).plan([operation], root, 0);
  const extra = operation.operation === 'mutation' ? WEIGHTS.mutation : 0;
  return {
    types: types.map((type) => ({ ...type, weight: type.weight + WEIGHTS.document + extra * type.keys.size })),
  };
}

class Planner {
  readonly #bound: BoundDocument;
  #walked = 0;

  constructor(bound: BoundDocument) {
    this.#bound = bound;
  }

  /** `page`: the rows of the page, when the type is a connection. */
  plan(fields: readonly { selectionSet?: FieldNode['selectionSet'] }[], type: GraphQLOutputType, page: number): Plan {
    const named = getNamedType(type);
    const types = isAbstractType(named)
      ? this.#bound.schema.getPossibleTypes(named)
      : isObjectType(named)
        ? [named]
        : [];
    const sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    return { types: types.map((each) => this.#typePlan(sets, each, page)) };
  }

  #typePlan(sets: NonNullable<FieldNode['selectionSet']>[], type: GraphQLObjectType, page: number): TypePlan {
    const collected = this.#bound.fields(sets, type);
    this.#walked += collected.size;
    if (this.#walked > FIELDS_MAX) throw tooManyFields();
    const plan: TypePlan = { keys: new Set(collected.keys()), weight: WEIGHTS.object, parts: [] };
    for (const [key, nodes] of collected) this.#addField(plan, key, nodes, type, page);
    return plan;
  }

  #addField(plan: TypePlan, key: string, nodes: FieldNode[], type: GraphQLObjectType, page: number): void {
    const [node] = nodes as [FieldNode, ...FieldNode[]];
    const name = node.name.value;
    if (name === '__schema' || name === '__type') {
      plan.weight += WEIGHTS.introspection;
      return;
    }
    const field = type.getFields()[name];
    plan.weight += field ? fieldWeight(field) : 0;
    if (!field || !isCompositeType(getNamedType(field.type))) {
      plan.weight += WEIGHTS.leaf;
      return;
    }
    const size = pageSize(this.#bound, field, node);
    if (size !== null) plan.weight += WEIGHTS.connection;
    plan.parts.push({ key, child: this.plan(nodes, field.type, size ?? 0), ...this.#itemsOf(field, node, page) });
  }

  #itemsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, page: number): { items: number; capped: boolean } {
    if (!isListType(isNonNullType(field.type) ? field.type.ofType : field.type)) return { items: 1, capped: false };
    if (page > 0 && (field.name === 'nodes' || field.name === 'edges')) return { items: page, capped: false };
    const ids = this.#bound.argument(node, 'ids');
    if (ids === undefined) return { items: listItems(field), capped: true };
    return { items: Array.isArray(ids) ? Math.min(ids.length, PAGE_MAX) : PAGE_MAX, capped: false };
  }
}

/** The rows of a field that has pages; null for one that has none. */
function pageSize(bound: BoundDocument, field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
  if (!field.args.some(({ name }) => name === 'first' || name === 'last')) return null;
  const given = ['first', 'last']
    .map((name) => bound.argument(node, name))
    .filter((size) => size !== undefined && size !== null);
  if (given.length === 0) return PAGE;
  return Math.max(
    ...given.map((size) => (typeof size === 'number' && size >= 1 ? Math.min(size, PAGE_MAX) : PAGE_MAX)),
  );
}

function tooManyFields(): DomainError {
  const message = `This document asks for too much: for all types that its objects may have, it is over ${FIELDS_MAX} fields.`;
  return new DomainError('document_too_complex', message, { details: { limit: 'fields', maximum: FIELDS_MAX } });
}
