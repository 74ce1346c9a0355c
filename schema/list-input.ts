import type { FilterInput, ListDescription, OrderInput } from '#src/platform/filter.ts';
import { FILTER_LIMITS } from '#src/platform/filter-tree.ts';
import { builder } from './builder.ts';
import { comparisonType, type Enums, valueType } from './comparison.ts';

/**
 * The inputs of a list, derived from its description: `const inputs = listInputs(SCANS, { ScanStatus })`, and in the arguments of the
 * connection `...inputs.args()`. What they give goes to `listQuery` as it comes.
 */
export function listInputs(list: ListDescription, enums: Enums = {}) {
  const filter = filterType(list, enums);
  const order = orderType(list);
  return {
    noun: list.noun,
    plural: list.plural,
    filter,
    order,
    args: () =>
      builder.args((t) => ({
        filter: t.field({ type: filter, description: `Which ${list.plural}. Absent: all.` }),
        orderBy: t.field({
          type: order,
          description: `In which order. Absent: by \`${list.order.by}\`, \`${list.order.direction}\`.`,
        }),
      })),
  };
}

function filterType(list: ListDescription, enums: Enums) {
  const ref = builder.inputRef<FilterInput>(`${list.noun}Filter`);
  const { depth, comparisons } = FILTER_LIMITS;
  return ref.implement({
    description: `Which ${list.plural}. Every member that is given has to hold. At most ${comparisons} comparisons, ${depth} levels deep.`,
    fields: (t) => ({
      and: t.field({ type: [ref], description: 'All of these have to hold. Of none: every row.' }),
      or: t.field({ type: [ref], description: 'At least one of these has to hold. Of none: no row.' }),
      not: t.field({
        type: ref,
        description: 'This must not hold. What is missing is not equal to anything, so it is left.',
      }),
      ...Object.fromEntries(
        Object.entries(list.fields).map(([name, field]) => [
          name,
          t.field({ type: comparisonType(field, enums), description: field.description }),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(list.shorthands ?? {}).map(([name, { field, comparison, description }]) => [
          name,
          t.field({ type: valueType(list.fields[field]!, comparison, enums), description }),
        ]),
      ),
    }),
  });
}

const Direction = builder.enumType('OrderDirection', {
  description: 'Which way an order runs. Null stands after every value: last in `ASC`, first in `DESC`.',
  values: {
    ASC: { value: 'ASC', description: 'Upwards: from the least, the earliest, the letter A.' },
    DESC: { value: 'DESC', description: 'Downwards: from the most, the latest, the letter Z.' },
  } as const,
});

function orderType(list: ListDescription) {
  const by = builder.enumType(`${list.noun}OrderBy`, {
    description: `What ${list.plural} can be ordered by.`,
    values: Object.fromEntries(
      Object.entries(list.orders).map(([name, { description }]) => [name, { value: name, description }]),
    ),
  });
  const own = `\`${list.order.direction}\` by \`${list.order.by}\``;
  return builder.inputRef<OrderInput>(`${list.noun}Order`).implement({
    description: `An order of ${list.plural}. Rows that are equal in it stand in one fixed order.`,
    fields: (t) => ({
      by: t.field({ type: by, required: true, description: 'By what.' }),
      direction: t.field({ type: Direction, description: `Which way. Absent: ${own}, \`DESC\` by all else.` }),
    }),
  });
}
