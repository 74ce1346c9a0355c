import { z } from 'zod';

export type Json = Record<string, unknown>;
type Side = 'input' | 'output';

const COMPONENTS = '#/components/schemas/';

/**
 * The schemas of a document in its dialect, as the components that they become. A schema with a name is printed once; one that is taken in another form
 * than it is given, since defaults fill in what is left out, is printed twice: `LlmConfigInput` beside `LlmConfig`.
 */
export class JsonSchemas {
  readonly #sides: Record<Side, Map<string, Json>> = { input: new Map(), output: new Map() };

  /** The schema, or a reference to it. Names are settled by `settle` alone. */
  print(schema: z.ZodType, io: Side): Json {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json };
    for (const [name, definition] of Object.entries($defs)) this.#keep(io, name, definition as Json);
    const { id, ...rest } = own as Json & { id?: string };
    if (id === undefined) return marked(rest, io) as Json;
    this.#keep(io, id, rest);
    return { $ref: `${COMPONENTS}${io}:${id}` };
  }

  /** Gives every reference in a document its final name, and the document its components. */
  settle<Document extends object>(document: Document): { document: Document; schemas: Json } {
    const twofold = this.#twofold();
    const nameOf = (io: Side, name: string) => (io === 'input' && twofold.has(name) ? `${name}Input` : name);
    const renamed = (value: unknown) =>
      mapRefs(value, (ref) => {
        const [, io, name] = /^#\/components\/schemas\/(input|output):(.+)$/.exec(ref) ?? [];
        return name === undefined ? ref : COMPONENTS + nameOf(io as Side, name);
      });
    const schemas: Json = {};
    for (const io of ['input', 'output'] as const) {
      for (const [name, schema] of this.#sides[io]) schemas[nameOf(io, name)] = renamed(schema);
    }
    return { document: renamed(document) as Document, schemas };
  }

  #keep(io: Side, name: string, { id: _, ...schema }: Json): void {
    this.#sides[io].set(name, marked(schema, io) as Json);
  }

  /** The names whose two forms differ, or name one whose forms do. */
  #twofold(): Set<string> {
    const { input, output } = this.#sides;
    const both = [...input.keys()].filter((name) => output.has(name));
    const text = (schema: Json | undefined) =>
      JSON.stringify(schema).replaceAll(/schemas\/(?:input|output):/g, 'schemas/');
    const found = new Set(both.filter((name) => text(input.get(name)) !== text(output.get(name))));
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      for (const name of both) {
        if ([...found].some((other) => text(input.get(name)).includes(`"${COMPONENTS}${other}"`))) found.add(name);
      }
    }
    return found;
  }
}

/** References within one printed schema, as references to the components of its side. */
function marked(schema: Json, io: Side): unknown {
  return mapRefs(schema, (ref) => ref.replace('#/$defs/', `${COMPONENTS}${io}:`));
}

function mapRefs(value: unknown, map: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => mapRefs(one, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string' ? map(member) : mapRefs(member, map),
    ]),
  );
}
