import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '#schema/print.ts';
import { breakingChanges, changesBetween, lastRelease, nextVersion, readRelease } from '#schema/release.ts';

const NOW = new Date('2026-11-21T00:00:00Z');

it('the schema breaks no client of the last release', async () => {
  const { schema } = await lastRelease();
  const changes = await changesBetween(schema, buildSchema(printedSchema()));
  expect(breakingChanges(schema, changes, new Date()).map(({ message }) => message)).toEqual([]);
});

it('the SDK has the version of the last release', async () => {
  const { version } = JSON.parse(await readFile('client-sdk/package.json', 'utf8')) as { version: string };
  expect(version).toBe((await lastRelease()).version);
});

it('what is deprecated says until when it stays', () => {
  const reasons = [...printedSchema().matchAll(/@deprecated(\(reason: "([^"]*)"\))?/g)].map((match) => match[2] ?? '');
  expect(reasons.filter((reason) => !/\b\d{4}-\d{2}-\d{2}\b/.test(reason))).toEqual([]);
});

const BASE = `interface Problem { message: String! }
  type Ok { id: ID! } type No implements Problem { message: String! } type Worse implements Problem { message: String! }
  union Answer = Ok | No
  enum Way { ASC DESC }
  input Asked { name: String! way: Way }
  type Query { all(first: Int, way: Way = ASC): [String!]! old: Int @deprecated(reason: "Use all, goes 2026-10-01.")
    recent: Int @deprecated(reason: "Use all, goes 2027-10-01.") vague: Int @deprecated(reason: "Use all.") do(input: Asked!): Answer! }`;

/** What a change of the schema breaks, and the versions that it asks for after 0.3.4 and after 1.2.3. */
async function judged(from: string, to: string): Promise<[number, string, string]> {
  const released = buildSchema(BASE);
  const changes = await changesBetween(released, buildSchema(BASE.replace(from, to)));
  expect(changes.length).toBeGreaterThan(0);
  const breaks = breakingChanges(released, changes, NOW);
  return [breaks.length, nextVersion('0.3.4', changes), nextVersion('1.2.3', changes)];
}

describe('a change of the schema', () => {
  it.each([
    ['a new field', 'old: Int', 'young: Int old: Int'],
    ['a new argument that need not be given', 'all(first: Int', 'all(last: Int, first: Int'],
    ['a new member of an input that need not be given', 'name: String!', 'name: String! more: Int'],
    ['a new enum value', 'ASC DESC', 'ASC DESC NONE'],
    ['a new problem in a union', 'Ok | No', 'Ok | No | Worse'],
    ['a description', 'enum Way', '"Which way." enum Way'],
    ['an argument that need not be given any more', 'do(input: Asked!)', 'do(input: Asked)'],
  ])('%s breaks nothing', async (_name, from, to) => {
    expect(await judged(from, to)).toEqual([0, '0.3.5', '1.3.0']);
  });

  it.each([
    ['a field that goes', 'do(input: Asked!): Answer!', ''],
    ['a field that was deprecated without a date', 'vague: Int @deprecated(reason: "Use all.")', ''],
    ['a field before its date', 'recent: Int @deprecated(reason: "Use all, goes 2027-10-01.")', ''],
    ['a field that may be null', '): Answer!', '): Answer'],
    ['a field of another type', 'all(first: Int, way: Way = ASC): [String!]!', 'all(first: Int, way: Way = ASC): Int'],
    ['an argument that goes', 'first: Int, ', ''],
    ['an argument that has to be given', 'first: Int', 'first: Int!'],
    ['a member of an input that has to be given', 'way: Way }', 'way: Way! }'],
    ['an enum value that goes', 'ASC DESC', 'ASC'],
    ['a member of a union that goes', 'Ok | No', 'Ok'],
  ])('%s breaks clients', async (_name, from, to) => {
    const [breaks, young, grown] = await judged(from, to);
    expect(breaks).toBeGreaterThan(0);
    expect([young, grown]).toEqual(['0.4.0', '2.0.0']);
  });

  it('may take away what was deprecated until a date that has passed', async () => {
    const [breaks] = await judged('old: Int @deprecated(reason: "Use all, goes 2026-10-01.")', '');
    expect(breaks).toBe(0);
  });

  it('of nothing keeps the version', async () => {
    expect(nextVersion('0.3.4', await changesBetween(buildSchema(BASE), buildSchema(BASE)))).toBe('0.3.4');
  });
});

it('a released schema without a version is refused', () => {
  expect(() => readRelease('type Query { a: Int }')).toThrow('version');
});
