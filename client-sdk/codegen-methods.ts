import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

// The plugin of the generator that writes the methods of the client: a file of operations is a noun, an operation `TargetsCreate` is
// `client.targets.create`, and the comment above it is what the editor shows. Variables that are ids, and `$input`, are arguments of their
// own; the others come together, with `signal`. A connection becomes an iterator that pages, a subscription one that is resumed.

type Source = { location?: string | undefined; document?: DocumentNode | undefined };
type Method = { noun: string | null; name: string; text: string };

const HEAD = `/* Generated from operations/*.graphql: never edited. */
import * as api from './graphql.ts';

/** What one method asks for, and where in the answer its result is. \`key\`: where an idempotency key goes. \`resumes\`: takes \`after\`. */
export type Operation = {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  document: { toString(): string; __meta__?: Record<string, unknown> | undefined };
  path: readonly string[];
  key?: 'input' | 'variables';
  resumes?: true;
};
export type CallOptions = {
  /** Ends the call, also between two tries; it then throws \`aborted\`. */
  signal?: AbortSignal | undefined;
};
export type WatchOptions = CallOptions & {
  /** How long a lost connection is tried again before \`connection_lost\` is thrown. Default: five minutes. */
  patienceMs?: number | undefined;
};
/** What methods stand on. */
export type Run = {
  one<Result>(operation: Operation, variables: object, options?: CallOptions): Promise<Result>;
  pages<Node>(operation: Operation, variables: object, options?: CallOptions): AsyncGenerator<Node, void, void>;
  watch<Event>(operation: Operation, variables: object, options?: WatchOptions): AsyncGenerator<Event, void, void>;
};
/** What comes of a mutation that was not refused. */
type Payload<Answer> = Exclude<Answer, { code: string; message: string }>;
`;

/** The text of the file of methods. */
export function plugin(schema: GraphQLSchema, sources: readonly Source[]): string {
  const documents = sources.filter((source): source is Required<Source> => source.document !== undefined);
  const types = typesOfFields(
    schema,
    documents.map(({ document }) => document),
  );
  const methods = documents
    .toSorted((a, b) => a.location.localeCompare(b.location))
    .flatMap(({ location, document }) =>
      document.definitions
        .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
        .map((operation) => methodOf(schema, types, nounOf(location), operation)),
    );
  const fragments = documents
    .flatMap(({ document }) => document.definitions)
    .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
    .map((one) => one.name.value)
    .filter((name) => name.endsWith('Fields') && name !== 'ProblemFields');
  const nouns = [...new Set(methods.map(({ noun }) => noun))];
  const body = nouns.map((noun) => {
    const own = methods.filter((method) => method.noun === noun).map(({ text }) => text);
    return noun === null ? own.join('\n') : `${noun}: {\n${own.join('\n')}\n},`;
  });
  const aliases = fragments.toSorted().map((name) => `export type ${name.slice(0, -6)} = api.${name}Fragment;`);
  return `${HEAD}\n${aliases.join('\n')}\n\n/** Every operation as a method. */\nexport function methods(run: Run) {\n  return {\n${body.join('\n')}\n  };\n}\n`;
}

/** `…/saved-views.graphql` is `savedViews`; those of `client.graphql` stand on the client itself. */
function nounOf(location: string): string | null {
  const file = location.split('/').at(-1)?.replace('.graphql', '') ?? '';
  return file === 'client' ? null : file.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function methodOf(
  schema: GraphQLSchema,
  types: Map<FieldNode, GraphQLOutputType>,
  noun: string | null,
  operation: OperationDefinitionNode,
): Method {
  const title = operation.name!.value;
  const prefix = noun === null ? '' : `${noun[0]!.toUpperCase()}${noun.slice(1)}`;
  if (!title.startsWith(prefix)) throw new Error(`${title} stands among ${noun}: call it ${prefix}…`);
  const rest = title.slice(prefix.length);
  const name = `${rest[0]!.toLowerCase()}${rest.slice(1)}`;
  const kind = operation.operation;
  const result = resultOf(types, operation, `api.${title}${kind[0]!.toUpperCase()}${kind.slice(1)}`);
  const variables = operation.variableDefinitions ?? [];
  const own = variables.filter(({ variable, type }) => variable.name.value === 'input' || print(type) === 'ID!');
  const names = own.map(({ variable }) => variable.name.value);
  const paged = result.how === 'pages' ? ['first', 'after'] : [];
  const given = [...names, ...paged].map((one) => `'${one}'`).join(' | ') || 'never';
  const needed = variables.some(
    ({ variable, type, defaultValue }) =>
      type.kind === Kind.NON_NULL_TYPE && !defaultValue && !names.includes(variable.name.value),
  );
  const more = `options${needed ? '' : '?'}: Omit<api.${title}${kind[0]!.toUpperCase()}${kind.slice(1)}Variables, ${given}> & ${kind === 'subscription' ? 'WatchOptions' : 'CallOptions'}`;
  const args = own.map(({ variable, type }) => `${variable.name.value}: ${argumentType(type)}`);
  const key = keyOf(
    schema,
    variables.map(({ variable, type }) => [variable.name.value, type]),
  );
  const resumes = kind === 'subscription' && variables.some(({ variable }) => variable.name.value === 'after');
  const spec = `{ name: '${noun === null ? '' : `${noun}.`}${name}', kind: '${kind}', document: api.${title}Document, path: ${JSON.stringify(result.path).replaceAll('"', "'")}${key ? `, key: '${key}'` : ''}${resumes ? ', resumes: true' : ''} }`;
  const answer = result.how === 'one' ? `Promise<${result.type}>` : `AsyncGenerator<${result.type}, void, void>`;
  const doc = commentAbove(operation);
  const text = `${doc}${name}: (${[...args, more].join(', ')}): ${answer} => run.${result.how}(${spec}, { ${names.join(', ')} }, options),`;
  return { noun, name, text };
}

function argumentType(type: TypeNode): string {
  const named = print(type).replace('!', '');
  return named === 'ID' ? 'string' : `api.${named}`;
}

function keyOf(schema: GraphQLSchema, variables: [string, TypeNode][]): 'input' | 'variables' | null {
  if (variables.some(([name]) => name === 'idempotencyKey')) return 'variables';
  const input = variables.find(([name]) => name === 'input')?.[1];
  const type = input && schema.getType(print(input).replace('!', ''));
  return isInputObjectType(type) && 'idempotencyKey' in type.getFields() ? 'input' : null;
}

type Result = { how: 'one' | 'pages' | 'watch'; type: string; path: string[] };

function resultOf(types: Map<FieldNode, GraphQLOutputType>, operation: OperationDefinitionNode, whole: string): Result {
  const [root] = fieldsOf(operation.selectionSet.selections);
  let field = root!;
  const path = [nameIn(field)];
  let type = `NonNullable<${whole}['${path[0]}']>`;
  if (operation.operation === 'mutation') return payloadOf(field, types, whole);
  for (;;) {
    const inner: FieldNode[] = fieldsOf(field.selectionSet?.selections ?? []);
    const nodes = inner.find(({ name }) => name.value === 'nodes' || name.value === 'edges');
    if (nodes) return { how: 'pages', type: spreadIn(nodes) ?? `${type}['${nodes.name.value}'][number]`, path };
    if (inner.length !== 1 || !inner[0]!.selectionSet || isList(types.get(field))) break;
    field = inner[0]!;
    path.push(nameIn(field));
    type = `NonNullable<${type}['${nameIn(field)}']>`;
  }
  const one = spreadIn(field);
  if (operation.operation === 'subscription') return { how: 'watch', type: one ?? type, path };
  return { how: 'one', type: one ? (isList(types.get(field)) ? `readonly ${one}[]` : one) : type, path };
}

/** The one thing that a payload holds beside its cursor, or the payload. */
function payloadOf(field: FieldNode, types: Map<FieldNode, GraphQLOutputType>, whole: string): Result {
  const path = [nameIn(field)];
  const type = `Payload<${whole}['${path[0]}']>`;
  const fragment = field.selectionSet!.selections.find((one) => one.kind === Kind.INLINE_FRAGMENT);
  const held = fieldsOf(fragment?.selectionSet.selections ?? []).filter(({ name }) => name.value !== 'cursor');
  if (held.length !== 1) return { how: 'one', type, path };
  const [only] = held as [FieldNode];
  const spread = isList(types.get(only)) ? null : spreadIn(only);
  return { how: 'one', type: spread ?? `NonNullable<${type}['${nameIn(only)}']>`, path: [...path, nameIn(only)] };
}

function fieldsOf(selections: readonly SelectionNode[]): FieldNode[] {
  return selections.filter((one) => one.kind === Kind.FIELD);
}

const nameIn = (field: FieldNode): string => (field.alias ?? field.name).value;

/** The name that the fields of a field have, where they are those of one fragment. */
function spreadIn(field: FieldNode): string | null {
  const [only, ...more] = field.selectionSet?.selections ?? [];
  return only?.kind === Kind.FRAGMENT_SPREAD && more.length === 0 ? only.name.value.replace(/Fields$/, '') : null;
}

function isList(type: GraphQLOutputType | undefined): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function typesOfFields(schema: GraphQLSchema, documents: readonly DocumentNode[]): Map<FieldNode, GraphQLOutputType> {
  const types = new Map<FieldNode, GraphQLOutputType>();
  const info = new TypeInfo(schema);
  for (const document of documents) {
    const enter = (field: FieldNode) => {
      const type = info.getType();
      if (type && getNamedType(type)) types.set(field, type);
    };
    visit(document, visitWithTypeInfo(info, { Field: { enter } }));
  }
  return types;
}

/** The comment lines right above an operation, as a comment of TypeScript. */
function commentAbove({ loc }: OperationDefinitionNode): string {
  const lines: string[] = [];
  for (let token = loc?.startToken.prev; token?.kind === 'Comment'; token = token.prev)
    lines.unshift(token.value.trim());
  return lines.length === 0 ? '' : `/** ${lines.join(' ')} */\n`;
}
