import { GraphQLError, type ValueNode } from 'graphql';
import { builder } from './builder.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** Deeper JSON than this has no use here and would cost its readers their stack. */
const JSON_DEPTH = 32;

builder.scalarType('DateTime', {
  description: 'A moment in UTC as RFC 3339 writes it, such as `2026-11-21T09:30:00.000Z`.',
  serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parseValue: parseDateTime,
});

builder.scalarType('JSON', {
  description: `Any JSON value, at most ${JSON_DEPTH} levels deep.`,
  serialize: (value) => value,
  parseValue: (value) => boundDepth(value),
  parseLiteral: (node, variables) => boundDepth(literalValue(node, variables ?? {})),
});

function parseDateTime(value: unknown): Date {
  const date = typeof value === 'string' && DATE_TIME.test(value) ? new Date(value) : null;
  if (!date || Number.isNaN(date.getTime())) {
    throw new GraphQLError('A DateTime is a string as RFC 3339 writes it: 2026-11-21T09:30:00Z.');
  }
  return date;
}

function literalValue(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case 'NullValue':
      return null;
    case 'IntValue':
    case 'FloatValue':
      return Number(node.value);
    case 'ListValue':
      return node.values.map((member) => literalValue(member, variables));
    case 'ObjectValue':
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literalValue(field.value, variables)]));
    case 'Variable':
      return variables[node.name.value];
    default:
      return node.value;
  }
}

/** The value, once it is known to be no deeper than `JSON_DEPTH`. Level by level, so that depth costs no stack. */
function boundDepth(value: unknown): unknown {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > JSON_DEPTH) throw new GraphQLError(`A JSON value has at most ${JSON_DEPTH} levels.`);
    level = level.flatMap((member) => (member && typeof member === 'object' ? Object.values(member) : []));
  }
  return value;
}
