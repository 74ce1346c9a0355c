import { readFile } from 'node:fs/promises';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '#schema/index.ts';
import { printedSchema, SCHEMA_FILE } from '#schema/print.ts';
import { ERRORS } from '#src/platform/errors.ts';

// The promises of the API's shape. Each holds for every type there is, and for every one that is added.

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const mutations = Object.values(schema.getMutationType()!.getFields());
const node = schema.getType('Node');
const isNode = (type: unknown) => isObjectType(type) && type.getInterfaces().some((face) => face === node);

it('the printed schema is the one that is served', async () => {
  expect(await readFile(SCHEMA_FILE, 'utf8')).toBe(printedSchema());
});

it('the schema is valid', () => {
  expect(validateSchema(schema)).toEqual([]);
});

it('everything that a stranger can meet is described: types, fields, arguments, inputs, enum values', () => {
  const bare: string[] = [];
  const check = (name: string, thing: { description?: string | null | undefined }) => {
    if (!thing.description?.trim()) bare.push(name);
  };
  for (const type of types) {
    check(type.name, type);
    for (const field of fieldsOf(type)) {
      check(`${type.name}.${field.name}`, field);
      for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name}:)`, arg);
    }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
  }
  expect(bare).toEqual([]);
});

describe('a mutation', () => {
  it.each(
    mutations.map((field) => [field.name, field] as const),
  )('%s takes one input and answers its payload or a problem', (name, field) => {
    const capital = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    expect(field.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${capital}Input!`]);
    expect(String(field.type)).toBe(`${capital}Result!`);
    const union = schema.getType(`${capital}Result`);
    if (!isUnionType(union)) throw new Error(`${capital}Result is no union`);
    const members = union.getTypes().map((type) => type.name);
    expect(members).toContain(`${capital}Payload`);
    const problems = union.getTypes().filter((type) => type.name !== `${capital}Payload`);
    const payload = union.getTypes().find((type) => type.name === `${capital}Payload`)!;
    expect(String(payload.getFields().cursor?.type)).toBe('String!');
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.getInterfaces().map((face) => face.name)).toContain('Problem');
  });
});

describe('a query', () => {
  it.each(
    Object.values(schema.getQueryType()!.getFields()).map((field) => [field.name, field] as const),
  )('%s can wait for what a cursor stands for', (_name, field) => {
    expect(field.args.filter((arg) => arg.name === 'waitFor').map((arg) => String(arg.type))).toEqual(['String']);
  });
});

describe('a subscription', () => {
  it.each(
    Object.values(schema.getSubscriptionType()!.getFields()).map((field) => [field.name, field] as const),
  )('%s gives a cursor with everything that it sends', (_name, field) => {
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${type} has no fields`);
    expect(String(type.getFields().cursor?.type)).toBe('String!');
  });
});

it('every kind of refusal has its problem, and every problem its kind', () => {
  const kinds = new Set(Object.values(ERRORS).map((row) => row.kind));
  const problems = types.filter(
    (type): type is GraphQLObjectType =>
      isObjectType(type) && type.getInterfaces().some((face) => face.name === 'Problem'),
  );
  const named = [...kinds].map(
    (kind) =>
      `${kind
        .split('_')
        .map((word) => word[0]!.toUpperCase() + word.slice(1))
        .join('')}Problem`,
  );
  expect(problems.map((type) => type.name).sort()).toEqual(named.sort());
});

describe('Relay', () => {
  it('no field gives a plain list of nodes, but nodes() and the pages', () => {
    const plain: string[] = [];
    for (const type of types) {
      for (const field of fieldsOf(type)) {
        const list = isNonNullType(field.type) ? field.type.ofType : field.type;
        if (!isListType(list)) continue;
        const item = isNonNullType(list.ofType) ? list.ofType.ofType : list.ofType;
        if (isNode(item) && !type.name.endsWith('Connection')) plain.push(`${type.name}.${field.name}`);
      }
    }
    expect(plain).toEqual([]);
  });

  const connections = types.filter((type) => type.name.endsWith('Connection'));
  it.each(
    connections.map((type) => [type.name, type] as const),
  )('%s has edges, nodes, pageInfo and totalCount', (name, type) => {
    const shape = Object.fromEntries(fieldsOf(type).map((field) => [field.name, String(field.type)]));
    const row = name.replace(/Connection$/, '');
    expect(shape).toMatchObject({ edges: `[${row}Edge!]!`, pageInfo: 'PageInfo!', totalCount: 'Int!' });
    expect(shape.nodes).toMatch(/^\[\w+!\]!$/);
  });

  it('every field that gives a connection takes first, after, last and before', () => {
    const without: string[] = [];
    for (const type of types) {
      for (const field of fieldsOf(type)) {
        if (!String(field.type).replace('!', '').endsWith('Connection')) continue;
        const args = field.args.map((arg) => arg.name);
        if (!['after', 'before', 'first', 'last'].every((arg) => args.includes(arg)))
          without.push(`${type.name}.${field.name}`);
      }
    }
    expect(without).toEqual([]);
  });
});

it('no field of what is stored gives a credential, a sealed value or the hash of a token', () => {
  const stored = types
    .filter((type) => isNode(type))
    .flatMap((type) => fieldsOf(type).map((field) => `${type.name}.${field.name}`));
  const telling = stored.filter((name) =>
    /\.(.*sealed.*|.*password.*|hash|value|text|.*credential.*|config|headers)$/i.test(name),
  );
  // The hash of an audit row is there to be compared.
  expect(telling).toEqual(['AuditEvent.hash', 'Target.hasCredentials']);
});
