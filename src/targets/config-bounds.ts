import { z } from 'zod';
import { llmConfig } from './llm-config.ts';

/** Within what a number of an `llm` configuration may be. */
export type ConfigBound = {
  /** Its name in the configuration: `timeoutS`, `budget.maxCalls`. */
  name: string;
  minimum: number | null;
  /** Whether the minimum itself is out of bounds. */
  exclusiveMinimum: boolean;
  maximum: number | null;
  /** What it is when it is left out; null when it is then not limited. */
  default: number | null;
  integer: boolean;
};

type Schema = {
  type?: string;
  default?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
};

let bounds: readonly ConfigBound[] | null = null;

/** The bounds of every number in a configuration, read from the schema that checks it: the two cannot differ. */
export function configBounds(): readonly ConfigBound[] {
  bounds ??= boundsIn(z.toJSONSchema(llmConfig, { io: 'input' }) as Schema, '');
  return bounds;
}

function boundsIn(schema: Schema, prefix: string): ConfigBound[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    const inner = member.anyOf?.find((form) => form.type !== 'null') ?? member;
    const name = `${prefix}${key}`;
    if (inner.type === 'object') return boundsIn(inner, `${name}.`);
    if (inner.type !== 'number' && inner.type !== 'integer') return [];
    return [
      {
        name,
        minimum: inner.exclusiveMinimum ?? inner.minimum ?? null,
        exclusiveMinimum: inner.exclusiveMinimum !== undefined,
        maximum: inner.maximum ?? null,
        default: typeof member.default === 'number' ? member.default : null,
        integer: inner.type === 'integer',
      },
    ];
  });
}
