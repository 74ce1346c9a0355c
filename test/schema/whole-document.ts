import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { schema } from '#schema/index.ts';

const connectionOf = (type: GraphQLOutputType) => {
  const named = getNamedType(type);
  return isObjectType(named) && named.name.endsWith('Connection') ? named : null;
};
const nodeOf = (connection: GraphQLObjectType) => getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;

/** The names of all connections of the root. */
export const ROOT_LISTS = Object.values(schema.getQueryType()!.getFields())
  .filter((field) => connectionOf(field.type))
  .map((field) => field.name);

/** What a list has to be asked with beside its size. */
const ASKED: Record<string, string> = {
  searchFindings: ', text: "finding"',
  usage: ', from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z"',
};

/**
 * A list with everything that can be selected below it: every plain field, every object and list of it, their objects again, to this depth.
 * Lists below the rows are selected once, two rows of each, so that the document stays within its limits.
 */
export function wholeDocument(list: string, first: number, depth = 3): string {
  const connection = connectionOf(schema.getQueryType()!.getFields()[list]!.type)!;
  const edge = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType;
  const edges = selection(edge, 1, false).replace(/ node \{.*?\}/, '');
  return `{ ${list}(first: ${first}${ASKED[list] ?? ''}) { totalCount edges ${edges} pageInfo { endCursor } nodes ${selection(nodeOf(connection), depth, true)} } }`;
}

function selection(type: GraphQLObjectType, depth: number, lists: boolean): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const named = getNamedType(field.type);
    if (isScalarType(named) || isEnumType(named)) return [field.name];
    if (!isObjectType(named) || depth === 0) return [];
    const connection = connectionOf(field.type);
    if (connection && !lists) return [];
    if (connection)
      return [`${field.name}(first: 2) { totalCount nodes ${selection(nodeOf(connection), depth - 1, false)} }`];
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    return [`${field.name} ${selection(named, depth - 1, lists && !isList)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}
