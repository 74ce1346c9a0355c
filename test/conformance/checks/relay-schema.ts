import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Check, Door } from '#test/conformance/door.ts';
import { ask, dataOf } from '#test/kit/ask.ts';

const schemas = new WeakMap<Door, Promise<GraphQLSchema>>();

function schemaOf(door: Door): Promise<GraphQLSchema> {
  const schema = schemas.get(door) ?? dataOf(ask(door, door.token, getIntrospectionQuery())).then(buildClientSchema);
  schemas.set(door, schema);
  return schema;
}

const objects = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  ) as GraphQLObjectType[];
const ending = (schema: GraphQLSchema, end: string) => objects(schema).filter(({ name }) => name.endsWith(end));
const typeOf = (type: GraphQLObjectType, field: string) => String(type.getFields()[field]?.type);
type Field = GraphQLField<unknown, unknown>;
const fields = (schema: GraphQLSchema): Field[] => objects(schema).flatMap((type) => Object.values(type.getFields()));
const paged = (schema: GraphQLSchema) =>
  fields(schema).filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
const argument = (field: Field, name: string) => String(field.args.find((each) => each.name === name)?.type);
const mutations = (schema: GraphQLSchema): Field[] => Object.values(schema.getMutationType()!.getFields());

const problems = (schema: GraphQLSchema) =>
  mutations(schema)
    .flatMap(({ type }) => schema.getPossibleTypes(getNamedType(type) as never))
    .filter(({ name }) => !name.endsWith('Payload'));

/** A rule that the schema keeps for each of some things; there have to be some. */
const rule = <Thing>(
  id: string,
  says: string,
  all: (schema: GraphQLSchema) => readonly Thing[],
  holds: (thing: Thing, schema: GraphQLSchema) => boolean,
): Check => ({
  id,
  says,
  run: async (door) => {
    const schema = await schemaOf(door);
    const things = all(schema);
    ok(things.length > 0);
    deepEqual(things.filter((thing) => !holds(thing, schema)).map(String), []);
  },
});

const query = (id: string, says: string, run: (type: GraphQLObjectType, schema: GraphQLSchema) => unknown): Check => ({
  id,
  says,
  run: async (door) => {
    const schema = await schemaOf(door);
    run(schema.getQueryType()!, schema);
  },
});

/** What Relay's specifications want of a schema: Node, connections, mutations. */
export const RELAY_SCHEMA: Check[] = [
  query('R01', 'Node is an interface with one field, id: ID!', (_type, schema) => {
    const node = schema.getType('Node');
    ok(isInterfaceType(node));
    deepEqual(
      Object.values(node.getFields()).map((field) => `${field.name}: ${field.type}`),
      ['id: ID!'],
    );
  }),
  query('R02', 'node(id: ID!): Node', (type) => {
    deepEqual([typeOf(type, 'node'), argument(type.getFields().node!, 'id')], ['Node', 'ID!']);
  }),
  query('R03', 'nodes(ids: [ID!]!): [Node]!', (type) => {
    deepEqual([typeOf(type, 'nodes'), argument(type.getFields().nodes!, 'ids')], ['[Node]!', '[ID!]!']);
  }),
  query('R04', 'more than one type is a Node', (_type, schema) => {
    ok(schema.getPossibleTypes(schema.getType('Node') as never).length > 5);
  }),
  rule(
    'R05',
    'each Node has id: ID!',
    (schema) => schema.getPossibleTypes(schema.getType('Node') as never),
    (type) => typeOf(type, 'id') === 'ID!',
  ),
  query('R06', 'PageInfo has its four fields', (_type, schema) => {
    const info = schema.getType('PageInfo') as GraphQLObjectType;
    equal(typeOf(info, 'hasNextPage'), 'Boolean!');
    equal(typeOf(info, 'hasPreviousPage'), 'Boolean!');
    equal(typeOf(info, 'startCursor'), 'String');
    equal(typeOf(info, 'endCursor'), 'String');
  }),
  rule(
    'R07',
    'what ends in Connection has edges that are a list',
    (schema) => ending(schema, 'Connection'),
    (type) => /^\[\w+!?\]!?$/.test(typeOf(type, 'edges')),
  ),
  rule(
    'R08',
    'and pageInfo: PageInfo!',
    (schema) => ending(schema, 'Connection'),
    (type) => typeOf(type, 'pageInfo') === 'PageInfo!',
  ),
  rule(
    'R09',
    'and nodes, for who needs no cursors',
    (schema) => ending(schema, 'Connection'),
    (type) => 'nodes' in type.getFields(),
  ),
  rule(
    'R10',
    'and totalCount: Int!',
    (schema) => ending(schema, 'Connection'),
    (type) => typeOf(type, 'totalCount') === 'Int!',
  ),
  rule(
    'R11',
    'what ends in Edge has a cursor: String!',
    (schema) => ending(schema, 'Edge'),
    (type) => typeOf(type, 'cursor') === 'String!',
  ),
  rule(
    'R12',
    'and a node that is no list',
    (schema) => ending(schema, 'Edge'),
    (type) => !typeOf(type, 'node').startsWith('[') && 'node' in type.getFields(),
  ),
  rule(
    'R13',
    'edges are of the Edge of their Connection',
    (schema) => ending(schema, 'Connection'),
    (type) => getNamedType(type.getFields().edges!.type).name.endsWith('Edge'),
  ),
  rule(
    'R14',
    'what gives a Connection takes first: Int and after: String',
    paged,
    (field) => argument(field, 'first') === 'Int' && argument(field, 'after') === 'String',
  ),
  rule(
    'R15',
    'and last: Int and before: String',
    paged,
    (field) => argument(field, 'last') === 'Int' && argument(field, 'before') === 'String',
  ),
  rule(
    'R16',
    'what takes first gives a Connection',
    (schema) => fields(schema).filter((field) => field.args.some(({ name }) => name === 'first')),
    (field) => getNamedType(field.type).name.endsWith('Connection'),
  ),
  rule(
    'R17',
    'a mutation takes one argument, input, and needs it',
    mutations,
    ({ args }) => args.length === 1 && args[0]!.name === 'input' && String(args[0]!.type).endsWith('!'),
  ),
  rule('R18', 'which is an input object of its own', mutations, ({ args }) =>
    isInputObjectType(getNamedType(args[0]!.type)),
  ),
  rule('R19', 'and answers a union of its payload and typed problems', mutations, ({ type }) =>
    isUnionType(getNamedType(type)),
  ),
  rule('R20', 'in which there is one payload, and all else are problems', mutations, ({ type }, schema) => {
    const types = schema.getPossibleTypes(getNamedType(type) as never);
    return types.filter(({ name }) => !name.endsWith('Problem')).length === 1;
  }),
  rule(
    'R21',
    'each problem has message, code and path, by the interface Problem',
    problems,
    (type) =>
      type.getInterfaces().some(({ name }) => name === 'Problem') &&
      ['message', 'code', 'path'].every((name) => name in type.getFields()),
  ),
];
