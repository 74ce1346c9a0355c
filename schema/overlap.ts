import { listOverlaps, type OverlapPage, type OverlapQuery, type OverlapRow } from '#src/findings/list-overlaps.ts';
import { listTouching, touchingKey } from '#src/findings/list-touching.ts';
import { type Overlap as CuratedRow, frameworkCatalogue } from '#src/frameworks/catalogue.ts';
import { mappingFor } from '#src/frameworks/mapping.ts';
import { builder } from './builder.ts';
import { below, shape, toConnections } from './connection.ts';
import { LinkBasis } from './control-link.ts';
import { FindingConnection, findings } from './finding.ts';
import { FindingFilter, findingArgs, findingInputs } from './finding-filter.ts';
import { Control, EditionInput, FrameworkSlug } from './framework.ts';
import { SeverityCounts } from './severity-counts.ts';

const CuratedOverlap = builder.objectRef<CuratedRow>('CuratedOverlap').implement({
  description:
    'Two controls of different frameworks that a curator says mean the same risk or a related one. It links what they ask for, and never shows that one is met by the other.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its name in the curated list.' }),
    refA: t.exposeString('refA', { description: 'One control; where it is a subset, the one inside.' }),
    refB: t.exposeString('refB', { description: 'The other control.' }),
    strength: t.exposeString('strength', { description: '`equivalent`, `subset`: A lies inside B, or `related`.' }),
    confidence: t.exposeString('confidence', { description: 'How sure the curator is: `high`, `medium` or `low`.' }),
    basis: t.expose('basis', { type: LinkBasis, description: 'What the pair rests on.' }),
    tier: t.exposeInt('tier', { description: 'From 1, the surest. 4 is a suggestion.' }),
    core: t.exposeBoolean('core', { description: 'Whether it is one of the pairs that every report shows.' }),
    rationale: t.exposeString('rationale', { description: 'Why the two belong together.' }),
    sources: t.stringList({
      description: 'What it was taken from.',
      resolve: ({ sources }) => sources.map((name) => frameworkCatalogue().overlapSources[name] ?? name),
    }),
  }),
});

/** A row knows its query, so that the findings behind it are counted and listed alike. */
type Row = OverlapRow & Pick<OverlapPage, 'mapping' | 'query'>;

const Overlap = builder.objectRef<Row>('Overlap').implement({
  description: 'Two controls of different frameworks, and the findings that touch both.',
  fields: (t) => ({
    refA: t.exposeID('refA', { description: 'One control.' }),
    refB: t.exposeID('refB', { description: 'The other control.' }),
    controlA: t.field({
      type: Control,
      description: 'The control behind `refA`.',
      resolve: ({ mapping, refA }) => mapping.controls.get(refA)!,
    }),
    controlB: t.field({
      type: Control,
      description: 'The control behind `refB`.',
      resolve: ({ mapping, refB }) => mapping.controls.get(refB)!,
    }),
    findingCount: t.exposeInt('count', { description: 'How many findings of the filter touch both. Exact.' }),
    severities: t.expose('severities', { type: SeverityCounts, description: 'Those findings by severity.' }),
    curated: t.expose('curated', {
      type: CuratedOverlap,
      nullable: true,
      description: 'What the curated list says of the two. Null: nothing.',
    }),
    findings: t.loadable({
      type: FindingConnection,
      byPath: true,
      description: 'The findings of the filter that touch both, the last seen first unless ordered otherwise.',
      args: { ...t.arg.connectionArgs(), ...findingInputs.args() },
      load: async (keys: string[], ctx, args, info) => {
        // The overlaps of one place in the answer come from one query, so they share its filter and editions.
        const { filter: own, editions } = JSON.parse(keys[0]!) as Pick<OverlapQuery, 'filter' | 'editions'>;
        const query = { filter: { and: [own ?? {}, args.filter ?? {}] }, orderBy: args.orderBy, editions };
        const parents = keys.map((key) => (JSON.parse(key) as { parent: string }).parent);
        return toConnections(ctx, info, await listTouching(ctx, parents, query, args), findings);
      },
      resolve: ({ mapping, query, refA, refB }, _args, ctx, info) => {
        const parent = touchingKey(mapping, [refA, refB], { suggested: query.suggested ?? true });
        return below(ctx, info, JSON.stringify({ parent, filter: query.filter, editions: query.editions }));
      },
    }),
  }),
});

const OverlapConnection = builder.connectionObject(
  { type: Overlap, name: 'OverlapConnection', description: 'A page of overlaps.' },
  { name: 'OverlapEdge', description: 'An overlap and its place in the list.' },
);

builder.queryField('overlaps', (t) =>
  t.connection(
    {
      type: Overlap,
      description:
        'The pairs of controls of different frameworks that the same findings touch, those with the most findings first; or, with `curated`, the pairs of the curated list, the surest first, with what findings touch them. Needs the scope `findings:read`.',
      args: {
        filter: t.arg({
          type: FindingFilter,
          description: 'Which findings are counted. Absent: all, whatever their status.',
        }),
        curated: t.arg.boolean({
          defaultValue: false,
          description: 'The curated pairs, also those that no finding touches.',
        }),
        tier: t.arg.int({
          defaultValue: 1,
          description: 'Of the curated pairs, those up to this tier. 1: the 22 core ones; 4: all 291.',
        }),
        frameworks: t.arg({ type: [FrameworkSlug], description: 'Only pairs of controls of these frameworks.' }),
        ref: t.arg.string({ description: 'Only pairs with this control, such as `OWASP_LLM01`.' }),
        suggested: t.arg.boolean({ defaultValue: true, description: 'Whether links count that are only suggested.' }),
        editions: t.arg({ type: [EditionInput], description: 'Other editions to answer in.' }),
      },
      resolve: async (_root, args, ctx) => {
        const { rows, page, count, mapping, query } = await listOverlaps(ctx, args, args);
        const byId = new Map(rows.map((row) => [row.id, { ...row, mapping, query }]));
        return shape(
          page,
          (id) => byId.get(id),
          async () => count,
        );
      },
    },
    OverlapConnection,
  ),
);

builder.objectField(Control, 'findings', (t) =>
  t.loadable({
    type: FindingConnection,
    byPath: true,
    nullable: true,
    description:
      'The findings that touch it by the crosswalk of their risks, the last seen first unless ordered otherwise. Null, with an error, when the token lacks `findings:read`.',
    args: { ...t.arg.connectionArgs(), ...findingArgs() },
    load: async (keys: string[], ctx, args, info) =>
      toConnections(ctx, info, await listTouching(ctx, keys, args, args), findings),
    resolve: ({ ref, frameworkSlug, edition }, _args, ctx, info) =>
      below(ctx, info, touchingKey(mappingFor([{ framework: frameworkSlug, edition }]), [ref])),
  }),
);
