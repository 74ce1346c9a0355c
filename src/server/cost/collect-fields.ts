import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** A document with the variables of one request: what its selections and arguments come to. Made for a document that is valid. */
export class BoundDocument {
  readonly schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #variables: Record<string, unknown>;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: Record<string, unknown>,
  ) {
    this.schema = schema;
    for (const node of document.definitions)
      if (node.kind === 'FragmentDefinition') this.#fragments.set(node.name.value, node);
    this.#variables = Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => {
        const name = variable.name.value;
        if (Object.hasOwn(given, name) && given[name] !== undefined) return [[name, given[name]]];
        return defaultValue ? [[name, valueFromASTUntyped(defaultValue)]] : [];
      }),
    );
  }

  /** The value of a field's argument; undefined when it is not given. It has the shape that the caller sent, which may be wrong. */
  argument(field: FieldNode, name: string): unknown {
    const node = field.arguments?.find((argument) => argument.name.value === name);
    return node && valueFromASTUntyped(node.value, this.#variables);
  }

  /** The fields that these sets ask of a type, by the key that they have in the answer: as execution merges them. */
  fields(sets: readonly SelectionSetNode[], type: GraphQLObjectType): Map<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    const walk = (selections: readonly SelectionNode[]): void => {
      for (const node of selections) {
        if (!this.#isIncluded(node)) continue;
        if (node.kind === 'Field') {
          const key = node.alias?.value ?? node.name.value;
          fields.set(key, [...(fields.get(key) ?? []), node]);
        } else if (node.kind === 'InlineFragment') {
          if (this.#applies(node.typeCondition?.name.value, type)) walk(node.selectionSet.selections);
        } else {
          const fragment = this.#fragments.get(node.name.value);
          if (!fragment || seen.has(node.name.value)) continue;
          seen.add(node.name.value);
          if (this.#applies(fragment.typeCondition.name.value, type)) walk(fragment.selectionSet.selections);
        }
      }
    };
    for (const set of sets) walk(set.selections);
    return fields;
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.schema.getType(condition);
    return isAbstractType(named) && this.schema.isSubType(named, type);
  }

  #isIncluded(node: SelectionNode): boolean {
    return (node.directives ?? []).every((directive) => {
      const name = directive.name.value;
      if (name !== 'skip' && name !== 'include') return true;
      const condition = directive.arguments?.[0];
      const value = condition && valueFromASTUntyped(condition.value, this.#variables);
      return value !== (name === 'skip');
    });
  }
}
