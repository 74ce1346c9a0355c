import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** What a document asks for, fragments expanded. A size that is not written out counts as the largest. */
export type DocumentMeasure = {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  /** Rows that the lists could bring in all: sizes multiplied from the outside in. */
  rows: number;
  /** Whether every root field asks about the schema alone. */
  introspection: boolean;
};

type Cost = Omit<DocumentMeasure, 'introspection'>;

const NOTHING: Cost = { depth: 0, fields: 0, aliases: 0, directives: 0, rows: 0 };
const PAGE_MAX = 100;
const PAGE_DEFAULT = 20;

/** One linear pass: a fragment is measured once, however often it is spread. A cycle counts as nothing; validation refuses it. */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  const measured = new Map<string, Cost>();

  function ofSet(set: SelectionSetNode | undefined): Cost {
    return (set?.selections ?? []).map(ofSelection).reduce(plus, NOTHING);
  }

  function ofSelection(node: SelectionSetNode['selections'][number]): Cost {
    const own = { ...NOTHING, directives: node.directives?.length ?? 0 };
    if (node.kind === 'InlineFragment') return plus(own, ofSet(node.selectionSet));
    if (node.kind === 'FragmentSpread') return plus(own, ofFragment(node.name.value));
    const inner = ofSet(node.selectionSet);
    const size = sizeOf(node);
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (node.alias ? 1 : 0),
      directives: inner.directives + own.directives,
      rows: size === 0 ? inner.rows : size * (1 + inner.rows),
    };
  }

  function ofFragment(name: string): Cost {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING); // while it is being measured, so that a cycle ends
    const cost = ofSet(fragments.get(name)?.selectionSet);
    measured.set(name, cost);
    return cost;
  }

  const operations = document.definitions.filter((node) => node.kind === 'OperationDefinition');
  const total = operations.map((node) => ofSet(node.selectionSet)).reduce(plus, NOTHING);
  const roots = operations.flatMap((node) => node.selectionSet.selections);
  const introspection = roots.every((node) => node.kind === 'Field' && node.name.value.startsWith('__'));
  return { ...total, introspection };
}

function plus(a: Cost, b: Cost): Cost {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    rows: a.rows + b.rows,
  };
}

/** The rows a field may bring for each of its parents: its page's size, or 0 for what is no list of ours. */
function sizeOf(field: FieldNode): number {
  const size = field.arguments?.find((argument) => argument.name.value === 'first' || argument.name.value === 'last');
  if (size) return size.value.kind === 'IntValue' ? Math.min(Number(size.value.value), PAGE_MAX) : PAGE_MAX;
  const page = field.selectionSet?.selections.some(
    (node) => node.kind === 'Field' && (node.name.value === 'nodes' || node.name.value === 'edges'),
  );
  return page ? PAGE_DEFAULT : 0;
}
