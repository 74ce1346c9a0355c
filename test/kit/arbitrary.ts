import fc from 'fast-check';
import type { Json } from './ask.ts';

/** Texts that have broken servers before: empty, huge, not Unicode, null bytes, names of prototypes, injections. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '__proto__',
  'constructor',
  "'; drop table scans; --",
  '../../etc/passwd',
  '%00',
  '%ff',
  'NaN',
  'null',
  '-1',
  '1e999',
  '9'.repeat(400),
  'x'.repeat(5000),
  '🦄'.repeat(300),
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'secret:',
  'ep_2026_00000000000000000000000000',
  'ep_9999_zzzzzzzzzzzzzzzzzzzzzzzzzz',
  '00000000-0000-0000-0000-000000000000',
  'http://[::1]:99999/',
  'http://a b/',
  '${jndi}',
  '\u202e',
);

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string(),
);

const nastyNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE),
);

/** A value of any kind at all. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { '': '' }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(nastyText, { maxLength: 150 }),
);

/** Values after a schema of the document, most of whose members are right, so that the wrong ones are met deep inside as well. */
export function afterSchema(document: Json, schema: Json): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: right(document, schema) }, { weight: 1, arbitrary: nastyValue });
}

function right(document: Json, schema: Json): fc.Arbitrary<unknown> {
  if (schema.$ref) return afterSchema(document, resolve(document, schema.$ref));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((one: Json) => afterSchema(document, one)));
  if (schema.type === 'object') return object(document, schema);
  if (schema.type === 'array') return fc.array(afterSchema(document, schema.items ?? {}), { maxLength: 3 });
  if (schema.type === 'integer' || schema.type === 'number') return number(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'string') return text(schema);
  return nastyValue;
}

function object(document: Json, { properties = {}, additionalProperties }: Json): fc.Arbitrary<unknown> {
  const known = Object.fromEntries(
    Object.entries<Json>(properties).map(([name, one]) => [name, afterSchema(document, one)]),
  );
  const members = fc.record(known, { requiredKeys: [] });
  const others = fc.dictionary(nastyText, nastyValue, { maxKeys: 2 });
  const more = additionalProperties
    ? others
    : fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: others });
  return fc.tuple(members, more).map(([own, other]) => ({ ...own, ...other }));
}

function number({ minimum, maximum }: Json): fc.Arbitrary<unknown> {
  const near = [minimum, maximum]
    .filter((bound) => bound !== undefined)
    .flatMap((bound) => [bound - 1, bound, bound + 1]);
  return near.length > 0 ? fc.oneof(fc.constantFrom(...near), nastyNumber) : nastyNumber;
}

function text({ format, maxLength, examples }: Json): fc.Arbitrary<string> {
  const some = [
    ...(examples ?? []),
    ...(format === 'uuid' ? ['019ca3a8-4c00-7000-8000-000000000000'] : []),
    ...(format === 'date-time' ? ['2026-11-21T09:30:00Z', '9999-12-31T23:59:59.999Z'] : []),
    ...(maxLength ? ['x'.repeat(maxLength), 'x'.repeat(maxLength + 1)] : []),
  ];
  return some.length > 0 ? fc.oneof(fc.constantFrom(...some), nastyText) : nastyText;
}

function resolve(document: Json, ref: string): Json {
  return ref
    .slice(2)
    .split('/')
    .reduce((value, name) => value[name], document);
}
