import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** What a document asks for, fragments expanded. */
export type DocumentMeasure = {
  depth: number;
  fields: number;
  aliases: number;
  /** Fields that stand in one selection more than once, under the same name. */
  repeats: number;
  directives: number;
  /** Whether every root field asks about the schema alone. */
  introspection: boolean;
  /** Whether any root field asks about the schema, fragments looked into. */
  introspects: boolean;
};

type Size = Omit<DocumentMeasure, 'introspection' | 'introspects'>;

const NOTHING: Size = { depth: 0, fields: 0, aliases: 0, repeats: 0, directives: 0 };

/** One linear pass: a fragment is measured once, however often it is spread. A cycle counts as nothing; validation refuses it. */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  const measured = new Map<string, Size>();

  function ofSet(set: SelectionSetNode | undefined): Size {
    const sizes = (set?.selections ?? []).map(ofSelection);
    return sizes.reduce(plus, { ...NOTHING, repeats: set ? repeatsIn(set) : 0 });
  }

  function ofSelection(node: SelectionSetNode['selections'][number]): Size {
    const own = { ...NOTHING, directives: node.directives?.length ?? 0 };
    if (node.kind === 'InlineFragment') return plus(own, ofSet(node.selectionSet));
    if (node.kind === 'FragmentSpread') return plus(own, ofFragment(node.name.value));
    const inner = ofSet(node.selectionSet);
    return plus({ ...own, fields: 1, aliases: node.alias ? 1 : 0 }, { ...inner, depth: inner.depth + 1 });
  }

  function ofFragment(name: string): Size {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING); // while it is being measured, so that a cycle ends
    const size = ofSet(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  }

  const operations = document.definitions.filter((node) => node.kind === 'OperationDefinition');
  const total = operations.map((node) => ofSet(node.selectionSet)).reduce(plus, NOTHING);
  const roots = operations.flatMap((node) => rootFields(node.selectionSet, fragments));
  const about = (name: string) => name === '__schema' || name === '__type';
  return { ...total, introspection: roots.every((name) => name.startsWith('__')), introspects: roots.some(about) };
}

function plus(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    repeats: a.repeats + b.repeats,
    directives: a.directives + b.directives,
  };
}

function repeatsIn({ selections }: SelectionSetNode): number {
  const keys = selections.flatMap((node) => (node.kind === 'Field' ? [node.alias?.value ?? node.name.value] : []));
  return keys.length - new Set(keys).size;
}

/** The names of an operation's root fields, those in fragments included. */
function rootFields(set: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  const open = [set];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const node of next.selections) {
      if (node.kind === 'Field') names.push(node.name.value);
      else if (node.kind === 'InlineFragment') open.push(node.selectionSet);
      else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment) open.push(fragment.selectionSet);
      }
    }
  }
  return names;
}
