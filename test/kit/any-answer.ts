import {
  type ExecutionResult,
  executeSync,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { Dice, RandomQuery } from './random-query.ts';

type Row = { __typename: string; size: number };

/**
 * Executes a document by GraphQL's own executor, on rows that are made up as they are asked for: pages as full as they may be, other lists
 * of any length, any possible type, nulls now and then.
 */
export function anyAnswer(schema: GraphQLSchema, { query, variables }: RandomQuery, dice: Dice): ExecutionResult {
  const resolve = (source: Row, args: Record<string, unknown>, _ctx: unknown, info: GraphQLResolveInfo) => {
    const inPage = info.fieldName === 'nodes' || info.fieldName === 'edges';
    const ids = Array.isArray(args.ids) ? args.ids.length : undefined;
    const items = ids ?? (inPage && source.size >= 0 ? source.size : dice(12));
    return value(info.returnType, items, pageOf(args, info));
  };

  function value(type: GraphQLOutputType, items: number, size: number): unknown {
    if (isNonNullType(type)) return present(type.ofType, items, size);
    return dice(15) === 0 ? null : present(type, items, size);
  }

  function present(type: GraphQLOutputType, items: number, size: number): unknown {
    if (isListType(type)) return Array.from({ length: items }, () => value(type.ofType, items, size));
    if (isEnumType(type)) return type.getValues()[0]!.value;
    if (isObjectType(type)) return { __typename: type.name, size };
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type);
      return { __typename: possible[dice(possible.length)]!.name, size };
    }
    const name = String(type);
    return name === 'Boolean' ? true : name === 'Int' || name === 'Float' ? 1 : 'x';
  }

  return executeSync({
    schema,
    document: parse(query),
    variableValues: variables,
    fieldResolver: resolve as never,
    typeResolver: (row) => (row as Row).__typename,
    rootValue: { size: -1 },
  });
}

/** The rows of a page, as the API has it: up to a hundred, and twenty when nobody says. */
function pageOf(args: Record<string, unknown>, info: GraphQLResolveInfo): number {
  const field = info.parentType.getFields()[info.fieldName]!;
  if (!field.args.some(({ name }) => name === 'first')) return -1;
  return Math.min(100, Number(args.first ?? args.last ?? 20));
}
