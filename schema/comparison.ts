import type { EnumRef, InputRef, InputTypeParam } from '@pothos/core';
import { COMPARISONS, type Comparison, type FieldKind, type FilterField } from '#src/platform/filter.ts';
import { builder, type SchemaTypes } from './builder.ts';

/** The inputs in which a field is compared: one for each kind of field, one for each enum. */

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;
/** What a single value is written in. */
export type ValueType = InputTypeParam<Types>;
// biome-ignore lint/suspicious/noExplicitAny: enums of every noun; what they hold is checked by the filter itself
export type Enums = Readonly<Record<string, EnumRef<Types, any, any>>>;

const MANY: readonly Comparison[] = ['in', 'hasAny', 'hasAll'];

const DESCRIPTIONS: Record<Comparison, string> = {
  eq: 'Equal to this.',
  in: 'Equal to one of these, at most 200. Of none: no row.',
  gt: 'More than this; of a moment, later; of what is ranked, higher.',
  gte: 'This or more.',
  lt: 'Less than this; of a moment, earlier; of what is ranked, lower.',
  lte: 'This or less.',
  contains: 'Holds this piece of text, whatever its case. 200 characters at most.',
  startsWith: 'Begins with this text, whatever its case. 200 characters at most.',
  isNull: 'True: has none. False: has one.',
  has: 'Holds this one.',
  hasAny: 'Holds at least one of these, at most 200.',
  hasAll: 'Holds all of these, at most 200.',
};

const NAMES: Partial<Record<FieldKind, [name: string, description: string, type: ValueType]>> = {
  id: ['IdComparison', 'How an id is compared. A public id or a plain UUID will do.', 'ID'],
  word: ['WordComparison', 'How a text is compared as a whole, case included.', 'String'],
  text: ['TextComparison', 'How a text is compared.', 'String'],
  time: ['TimeComparison', 'How a moment is compared. Several members make a range.', 'DateTime'],
  integer: ['IntComparison', 'How a whole number is compared. Several members make a range.', 'Int'],
  number: ['NumberComparison', 'How a number is compared. Several members make a range.', 'Float'],
  list: ['ListComparison', 'How a list of words is compared.', 'String'],
};

const made = new Map<string, InputRef<object>>();

/** The input type in which a field is compared, or for a yes-or-no and for full text the value itself. */
export function comparisonType(field: FilterField, enums: Enums): ValueType {
  if (field.kind === 'boolean' || field.kind === 'words') return valueType(field, 'eq', enums);
  const [name, description, type] = NAMES[field.kind] ?? enumComparison(field, enums);
  const known = made.get(name);
  if (known) return known;
  const input = builder.inputType(name, {
    description: `${description} Every member that is given has to hold.`,
    fields: (t) =>
      Object.fromEntries(
        COMPARISONS[field.kind].map((comparison) => [
          comparison,
          t.field({ type: typeFor(comparison, type), description: DESCRIPTIONS[comparison] }),
        ]),
      ),
  });
  made.set(name, input);
  return input;
}

/** What a single comparison of a field takes. */
export function valueType(field: FilterField, comparison: Comparison, enums: Enums): ValueType {
  if (field.kind === 'boolean') return 'Boolean';
  if (field.kind === 'words') return 'String';
  const [, , type] = NAMES[field.kind] ?? enumComparison(field, enums);
  return typeFor(comparison, type);
}

function enumComparison(field: FilterField, enums: Enums): [name: string, description: string, type: ValueType] {
  const ref = enums[field.enum!];
  if (!ref) throw new Error(`The filter needs the enum ${field.enum}.`);
  const order =
    field.kind === 'rank' ? ` Upwards: ${field.values!.map((value) => `\`${value.toUpperCase()}\``).join(', ')}.` : '';
  return [`${field.enum}Comparison`, `How a ${field.enum} is compared.${order}`, ref];
}

function typeFor(comparison: Comparison, type: ValueType): ValueType {
  if (comparison === 'isNull') return 'Boolean';
  return MANY.includes(comparison) ? ([type] as ValueType) : type;
}
