import type { FilterInput, OrderInput } from '#src/platform/filter.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { createView } from '#src/views/create-view.ts';
import { deleteView } from '#src/views/delete-view.ts';
import { updateView } from '#src/views/update-view.ts';
import { problemOf } from '#src/views/view-query.ts';
import { listViews, VIEW_LIST, visibleViews } from '#src/views/visible-views.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { toConnection } from './connection.ts';
import { findingInputs } from './finding-filter.ts';
import { idempotencyKey } from './idempotency.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { scanInputs } from './scan.ts';
import { targetInputs } from './target.ts';

const SavedViewNoun = builder.enumType('SavedViewNoun', {
  description: 'The lists that there are views of.',
  values: {
    FINDINGS: { value: 'findings', description: 'Findings.' },
    SCANS: { value: 'scans', description: 'Scans.' },
    TARGETS: { value: 'targets', description: 'Targets.' },
  } as const,
});

const inputs = listInputs(VIEW_LIST, { SavedViewNoun });

const SavedView = builder.prismaNode('SavedView', {
  id: { resolve: (view) => formatId('view', view.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'view', id),
  description: 'A filter and an order of a list, under a name, to come back to.',
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    noun: t.field({
      type: SavedViewNoun,
      description: 'The list that it is a view of.',
      select: { noun: true },
      resolve: (view) => view.noun as 'findings',
    }),
    shared: t.boolean({
      description: 'Whether everybody in the tenant sees it. False: it is the caller’s own.',
      select: { ownerUserId: true },
      resolve: (view) => view.ownerUserId === null,
    }),
    filter: t.field({
      type: 'JSON',
      description: 'What the list takes as `filter`.',
      select: { filter: true },
      resolve: (view) => view.filter,
    }),
    orderBy: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the list takes as `orderBy`. Null: nothing.',
      select: { orderBy: true },
      resolve: (view) => view.orderBy,
    }),
    problem: t.string({
      nullable: true,
      description: 'Why the list would refuse it today, such as a field that has gone. Null: it can be used as it is.',
      select: { noun: true, filter: true, orderBy: true },
      resolve: ({ noun, filter, orderBy }) =>
        problemOf(noun, { filter: filter as FilterInput, orderBy: orderBy as OrderInput | null }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
});

const views = nodeType('SavedView', ['view'], (ctx, ids, query) =>
  ctx.db.prisma.savedView.findMany({ ...query, where: { AND: [visibleViews(ctx), { id: { in: ids } }] } }),
);

const SavedViewConnection = builder.connectionObject(
  { type: SavedView, name: 'SavedViewConnection', description: 'A page of views.' },
  { name: 'SavedViewEdge', description: 'A view and its place in the list.' },
);

builder.queryFields((t) => ({
  savedView: t.field({
    type: SavedView,
    nullable: true,
    description: 'One view. Needs the scope that its list needs.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `viw_…`.' }) },
    resolve: (_root, { id }, ctx, info) => views.one(ctx, info, id),
  }),
  savedViews: t.connection(
    {
      type: SavedView,
      description:
        'The caller’s own views and those that everybody in the tenant sees, of the lists that the caller may see, by name unless ordered otherwise.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listViews(ctx, args, args), views),
    },
    SavedViewConnection,
  ),
}));

type Inputs = PothosSchemaTypes.InputFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, 'InputObject'>;
type Fields = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, { id: string }>;

const viewInput = (list: typeof findingInputs) =>
  builder.inputType(`${list.noun}ViewInput`, {
    description: `A filter and an order of ${list.plural}.`,
    fields: (t) => ({
      filter: t.field({ type: list.filter, description: 'Which. Absent: all.' }),
      orderBy: t.field({ type: list.order, description: 'In which order. Absent: the list’s own.' }),
    }),
  });
const [FindingView, ScanView, TargetView] = [viewInput(findingInputs), viewInput(scanInputs), viewInput(targetInputs)];

const queries = (t: Inputs) => ({
  findings: t.field({ type: FindingView, description: 'Makes it a view of findings.' }),
  scans: t.field({ type: ScanView, description: 'Makes it a view of scans.' }),
  targets: t.field({ type: TargetView, description: 'Makes it a view of targets.' }),
});

const viewField = (t: Fields) =>
  t.field({
    type: SavedView,
    nullable: true,
    description: 'The view.',
    resolve: ({ id }, _args, ctx, info) => views.one(ctx, info, id),
  });

builder.relayMutationField(
  'createSavedView',
  {
    description: 'A name, and the query of one list.',
    inputFields: (t) => ({
      name: t.string({
        required: true,
        description: 'Its name; up to 100 characters, once among the views of the list.',
      }),
      shared: t.boolean({ description: 'Whether everybody in the tenant sees it. Default false: the caller alone.' }),
      ...queries(t),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Keeps a filter and an order under a name. Needs the scope to read the list, and to share it the scope to write it. A token that is nobody’s can only share.',
    errors: {},
    resolve: (_root, { input: { name, shared, idempotencyKey: key, ...query } }, ctx) =>
      createView(withIdempotencyKey(ctx, key), { name, shared: shared ?? false }, query),
  },
  { description: 'A view that was just made.', outputFields: (t) => ({ view: viewField(t) }) },
);

builder.relayMutationField(
  'updateSavedView',
  {
    description: 'The view and what to change of it. What is absent stays as it is.',
    inputFields: (t) => ({
      viewId: t.id({ required: true, description: 'Its id, `viw_…`.' }),
      name: t.string({ description: 'Its name.' }),
      shared: t.boolean({ description: 'Whether everybody in the tenant sees it. False makes it the caller’s own.' }),
      ...queries(t),
    }),
  },
  {
    description:
      'Changes a view. A query that is given replaces the old one whole, and is of the same list. Needs what making it would need.',
    errors: {},
    resolve: (_root, { input: { viewId, name, shared, ...query } }, ctx) =>
      updateView(ctx, { viewId, name, shared }, query),
  },
  { description: 'A view that was changed.', outputFields: (t) => ({ view: viewField(t) }) },
);

builder.relayMutationField(
  'deleteSavedView',
  {
    description: 'The view to forget.',
    inputFields: (t) => ({ viewId: t.id({ required: true, description: 'Its id, `viw_…`.' }) }),
  },
  {
    description: 'Forgets a view. Needs what making it would need.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteView(ctx, input.viewId),
  },
  {
    description: 'A view that is gone.',
    outputFields: (t) => ({ viewId: t.exposeID('id', { description: 'The id that it had.' }) }),
  },
);
