import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  type ValueNode,
  visit,
} from 'graphql';

/**
 * How a subscription is handed on.
 * - `log`: a field with the argument `after`, whose events each carry a `cursor` of their own. Can be joined and resumed at any cursor.
 * - `latest`: a field with the extension `delivery: 'latest'`. Only the newest value counts; it begins with the one that is true now.
 * - `live`: a field with the extension `delivery: 'live'`. It begins with the present, and who is too slow for it is told so.
 * - `own`: anything else. Each subscriber has a source of their own.
 */
export type Delivery = 'log' | 'latest' | 'live' | 'own';

/** What is known of a subscription from its document alone. */
export type Shape = {
  delivery: Delivery;
  /** The document in one form, without its cursor: alike for operations that differ in layout and cursor alone. */
  text: string;
  /** The variables that decide what is sent; the cursor's is not one of them. */
  variables: readonly string[];
  /** Where the operation begins; null is the beginning. Undefined when the cursor is not one that can be read from outside. */
  cursorIn(variables: Readonly<Record<string, unknown>>): string | null | undefined;
  /** The document that begins after this cursor. */
  startingAfter(cursor: string | null): DocumentNode;
  /** Set as soon as a source or a field asks who it is for: from then on it is shared with nobody else. */
  personal: boolean;
};

type Cursor = { variable?: string; required?: boolean; value: string | null | undefined };

const CURSOR_ARGUMENT = 'after';
const shapes = new WeakMap<DocumentNode, Map<string | null, Shape>>();

/** Read once for each parsed document, which the document cache keeps. */
export function shapeOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Shape {
  const known = shapes.get(document) ?? new Map<string | null, Shape>();
  shapes.set(document, known);
  const shape = known.get(operationName) ?? readShape(schema, document, operationName);
  known.set(operationName, shape);
  return shape;
}

function readShape(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Shape {
  const operation = getOperationAST(document, operationName);
  const field = operation && rootField(operation);
  const definition = field && schema.getSubscriptionType()?.getFields()[field.name.value];
  const names = operation?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  const plain: Shape = {
    delivery: deliveryOf(definition?.extensions.delivery),
    text: print(document),
    variables: names,
    cursorIn: () => null,
    startingAfter: () => document,
    personal: false,
  };
  const takesCursor = definition?.args.some(({ name }) => name === CURSOR_ARGUMENT);
  const cursor = operation && field && takesCursor ? readCursor(document, operation, field) : null;
  if (!operation || !field || !cursor) return plain;
  const after = (value: ValueNode | null) => withCursor(document, operation, field, value);
  return {
    delivery: 'log',
    text: print(withoutVariable(after(null), cursor.variable)),
    variables: names.filter((name) => name !== cursor.variable),
    cursorIn: (variables) => startOf(cursor, variables),
    startingAfter: (value) => after(value === null ? null : { kind: Kind.STRING, value }),
    personal: false,
  };
}

function deliveryOf(extension: unknown): Delivery {
  return extension === 'latest' || extension === 'live' ? extension : 'own';
}

/** The one field, when it stands there plainly; through a fragment or with a directive it is not looked for. */
function rootField(operation: OperationDefinitionNode): FieldNode | null {
  const [first, second] = operation.selectionSet.selections;
  return first?.kind === Kind.FIELD && !second && !first.directives?.length ? first : null;
}

function readCursor(document: DocumentNode, operation: OperationDefinitionNode, field: FieldNode): Cursor | null {
  const value = field.arguments?.find(({ name }) => name.value === CURSOR_ARGUMENT)?.value;
  if (!value || value.kind === Kind.NULL) return { value: null };
  if (value.kind === Kind.STRING) return { value: value.value };
  if (value.kind !== Kind.VARIABLE || uses(document, value.name.value) !== 1) return null;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === value.name.value);
  if (!definition) return null;
  const { defaultValue } = definition;
  if (defaultValue && defaultValue.kind !== Kind.STRING && defaultValue.kind !== Kind.NULL) return null;
  return {
    variable: value.name.value,
    required: definition.type.kind === Kind.NON_NULL_TYPE,
    value: defaultValue?.kind === Kind.STRING ? defaultValue.value : null,
  };
}

function startOf(cursor: Cursor, variables: Readonly<Record<string, unknown>>): string | null | undefined {
  if (cursor.variable === undefined) return cursor.value;
  const given = Object.hasOwn(variables, cursor.variable) ? variables[cursor.variable] : cursor.value;
  if (typeof given === 'string') return given;
  return (given === null || given === undefined) && !cursor.required ? null : undefined;
}

/** How often a variable is used, apart from where it is declared. */
function uses(document: DocumentNode, name: string): number {
  let count = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value === name) count += 1;
    },
  });
  return count;
}

function withCursor(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  field: FieldNode,
  value: ValueNode | null,
): DocumentNode {
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== CURSOR_ARGUMENT);
  const cursor = (given: ValueNode): ArgumentNode => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: CURSOR_ARGUMENT },
    value: given,
  });
  const changed: OperationDefinitionNode = {
    ...operation,
    selectionSet: {
      ...operation.selectionSet,
      selections: [{ ...field, arguments: value ? [...others, cursor(value)] : others }],
    },
  };
  return { ...document, definitions: document.definitions.map((each) => (each === operation ? changed : each)) };
}

function withoutVariable(document: DocumentNode, name: string | undefined): DocumentNode {
  return visit(document, {
    VariableDefinition: (node) => (node.variable.name.value === name ? null : undefined),
  });
}
