import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export type RandomQuery = { query: string; variables: Record<string, unknown> };
/** A number from 0 up to and without `below`. */
export type Dice = (below: number) => number;

/** Numbers that a seed decides (xorshift). */
export function diceOf(seed: number): Dice {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.abs(state) % below;
  };
}

const SIZES = [1, 2, 3, 5, 20, 100, 1000];

/** Writes a document that asks a schema for anything at all, with fragments, aliases, conditions, sizes and ids in variables or written out. */
export class QueryWriter {
  readonly #schema: GraphQLSchema;
  readonly #dice: Dice;
  readonly #skip: (field: GraphQLField<unknown, unknown>) => boolean;
  readonly #fragments: string[] = [];
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  #names = 0;

  constructor(
    schema: GraphQLSchema,
    dice: Dice,
    skip: (field: GraphQLField<unknown, unknown>) => boolean = () => false,
  ) {
    this.#schema = schema;
    this.#dice = dice;
    this.#skip = skip;
  }

  write(kind: 'query' | 'mutation'): RandomQuery {
    const root = kind === 'query' ? this.#schema.getQueryType()! : this.#schema.getMutationType()!;
    const body = this.#selection(root, 2 + this.#dice(4));
    const head = this.#declared.length > 0 ? `${kind} Q(${this.#declared.join(', ')})` : kind;
    return { query: [`${head} ${body}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    const parts: string[] = [];
    if (isObjectType(named)) parts.push(...this.#fields(named, depth));
    if (isAbstractType(named)) {
      for (const possible of this.#some(this.#schema.getPossibleTypes(named), 3))
        parts.push(this.#fragment(possible, depth));
    }
    if (parts.length === 0 || this.#dice(5) === 0) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  #fields(type: GraphQLObjectType, depth: number): string[] {
    const usable = Object.values(type.getFields()).filter(
      (field) => (depth > 0 || !isCompositeType(getNamedType(field.type))) && !this.#skip(field),
    );
    const parts = this.#some(usable, 4).map((field) => this.#field(field, depth));
    if (depth > 0 && this.#dice(6) === 0) parts.push(this.#fragment(type, depth - 1));
    return parts;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.flatMap((argument) => this.#argument(argument));
    const alias = given.length > 0 || this.#dice(4) === 0 ? `${this.#name()}: ` : '';
    const args = given.length > 0 ? `(${given.join(', ')})` : '';
    const below = isCompositeType(getNamedType(field.type)) ? ` ${this.#selection(field.type, depth - 1)}` : '';
    return `${alias}${field.name}${args}${this.#condition()}${below}`;
  }

  #fragment(type: GraphQLObjectType, depth: number): string {
    const body = `{ ${['__typename', ...this.#fields(type, depth - 1)].join(' ')} }`;
    if (this.#dice(2) === 0) return `... on ${type.name}${this.#condition()} ${body}`;
    const name = this.#name();
    this.#fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `...${name}`;
  }

  #condition(): string {
    if (this.#dice(12) > 0) return '';
    const directive = this.#dice(2) === 0 ? 'skip' : 'include';
    return ` @${directive}(if: ${this.#value('Boolean!', this.#dice(2) === 0)})`;
  }

  #argument(argument: GraphQLArgument): string[] {
    const { name, type } = argument;
    if (name === 'first' || (name === 'last' && this.#dice(8) === 0)) {
      if (name === 'first' && this.#dice(3) === 0) return [];
      return [`${name}: ${this.#value('Int', SIZES[this.#dice(this.#dice(4) === 0 ? SIZES.length : 4)])}`];
    }
    if (name === 'ids') {
      const ids = Array.from({ length: this.#dice(12) }, (_, i) => `id${i}`);
      return [`ids: ${this.#value(String(type), ids)}`];
    }
    return isNonNullType(type) ? [`${name}: ${literal(type)}`] : [];
  }

  /** Written out, or as a variable with or without a default. */
  #value(type: string, value: unknown): string {
    if (this.#dice(2) === 0) return JSON.stringify(value);
    const name = this.#name();
    const asDefault = this.#dice(3) === 0;
    this.#declared.push(`$${name}: ${type}${asDefault ? ` = ${JSON.stringify(value)}` : ''}`);
    if (!asDefault) this.#variables[name] = value;
    return `$${name}`;
  }

  #some<Item>(items: readonly Item[], most: number): Item[] {
    const count = Math.min(items.length, 1 + this.#dice(most));
    return Array.from({ length: count }, () => items[this.#dice(items.length)]!);
  }

  #name(): string {
    this.#names += 1;
    return `n${this.#names}`;
  }
}

/** A value that a type takes, as it is written in a document. */
export function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) && field.defaultValue === undefined,
    );
    const members = (needed.length === 0 && type.isOneOf ? Object.values(type.getFields()).slice(0, 1) : needed).map(
      (field) => `${field.name}: ${literal(field.type)}`,
    );
    return `{ ${members.join(', ')} }`;
  }
  const byName: Record<string, string> = { Int: '1', Float: '1', Boolean: 'true', DateTime: '"2026-01-01T00:00:00Z"' };
  return byName[type.name] ?? '"x"';
}
