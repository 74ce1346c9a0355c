import { kindOf } from '#src/platform/ids.ts';

/**
 * The Relay plugin, spelled out: public ids are the global ids as they stand, the payload objects carry no `clientMutationId`, and
 * every generated argument and field is described. `node` and `nodes` are our own (node.ts).
 */
export const relayOptions = {
  clientMutationId: 'omit',
  cursorType: 'String',
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: 'The rows of this page, without their cursors.' },
  encodeGlobalID: (_typename: string, id: string | number | bigint) => String(id),
  decodeGlobalID: (id: string) => ({ typename: kindOf(id) ?? '', id }),
  nodeTypeOptions: { description: 'Something with an id that `node` finds again.' },
  idFieldOptions: { description: 'The public id, such as `scn_2026_…`. It never changes and is never used again.' },
  pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
  pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
  hasNextPageFieldOptions: { description: 'Whether more rows follow `endCursor`.' },
  hasPreviousPageFieldOptions: { description: 'Whether rows come before `startCursor`.' },
  startCursorFieldOptions: { description: 'Cursor of the first row, for `before`. Null on an empty page.' },
  endCursorFieldOptions: { description: 'Cursor of the last row, for `after`. Null on an empty page.' },
  cursorFieldOptions: { description: 'Opaque place of this row in the list. It stays good when the row goes.' },
  nodeFieldOptions: { description: 'The row itself.' },
  edgesFieldOptions: { description: 'The rows of this page, each with its cursor.' },
  firstArgOptions: {
    description: 'How many rows from the front, from 1 to 100; 20 when neither `first` nor `last` is given.',
  },
  lastArgOptions: { description: 'How many rows from the back, from 1 to 100. Not together with `first`.' },
  afterArgOptions: { description: 'Only rows after this cursor.' },
  beforeArgOptions: { description: 'Only rows before this cursor.' },
  mutationInputArgOptions: { description: 'What is wanted.' },
} as const;
