import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { CONTROL_LIST, OVERLAP_LIST } from '#src/frameworks/control-list.ts';
import { listControlsOfFrameworks, listOverlaps } from '#src/frameworks/list-controls.ts';
import { refsOfRisks } from '#src/frameworks/refs-of-risks.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { builder } from './builder.ts';
import { below, toConnection, toConnections } from './connection.ts';
import { listInputs } from './list-input.ts';

const controlInputs = listInputs(CONTROL_LIST);
const overlapInputs = listInputs(OVERLAP_LIST);

export const Control = builder.prismaObject('Control', {
  description: 'One item of a framework: a risk, a technique, an article, a clause.',
  select: { ref: true },
  fields: (t) => ({
    ref: t.exposeID('ref', { description: 'Its written form, unique over all frameworks: `OWASP_LLM01`.' }),
    localId: t.exposeString('localId', { description: 'What the framework itself calls it.' }),
    title: t.exposeString('title', { description: 'Short title.' }),
    kind: t.exposeString('kind', { description: 'What it is in its framework: `risk`, `technique`, `article`, …' }),
    edition: t.exposeString('edition', { description: 'The edition that it is taken from.' }),
    parentRef: t.exposeString('parentRef', { nullable: true, description: 'The control that it is a part of.' }),
    framework: t.relation('framework', { description: 'The framework that it belongs to.' }),
  }),
});

const controls = {
  read: (ctx: Ctx, refs: string[], query: object) =>
    ctx.db.prisma.control.findMany({ ...query, where: { ref: { in: refs } } }),
  idOf: (control: { ref: string }) => control.ref,
};

/** The controls that each set of risks touches. Risks are given as one word each, with spaces between them. */
export async function controlsOfRisks(sets: readonly string[], ctx: Ctx, info: GraphQLResolveInfo) {
  const refs = await refsOfRisks(
    ctx,
    sets.map((set) => set.split(' ')),
  );
  const rows = await controls.read(ctx, [...new Set(refs.flat())], queryFromInfo({ context: ctx, info }));
  const byRef = new Map(rows.map((row) => [row.ref, row]));
  return refs.map((list) => list.flatMap((ref) => byRef.get(ref) ?? []));
}

/** The key under which controls are loaded; what is selected of them is noted for this place in the answer, as `below` does. */
export function riskKey(ctx: Ctx, info: GraphQLResolveInfo, risks: readonly string[]): string {
  queryFromInfo({ context: ctx, info });
  return risks.join(' ');
}

const ControlConnection = builder.connectionObject(
  { type: Control, name: 'ControlConnection', description: 'A page of controls.' },
  { name: 'ControlEdge', description: 'A control and its place in its framework.' },
);

export const Framework = builder.prismaObject('Framework', {
  description: 'A catalogue of risks or duties that findings are mapped to.',
  select: { slug: true },
  fields: (t) => ({
    slug: t.exposeID('slug', { description: 'Its name for programs: `OWASP_LLM`.' }),
    name: t.exposeString('name', { description: 'Its full name.' }),
    shortName: t.exposeString('shortName', { description: 'Its name in tables.' }),
    edition: t.exposeString('edition', { description: 'The edition whose ids are used.' }),
    editionDate: t.exposeString('editionDate', { description: 'When that edition appeared, as its publisher says.' }),
    publisher: t.exposeString('publisher', { description: 'Who publishes it.' }),
    url: t.exposeString('url', { description: 'Where it is published.' }),
    controls: t.loadable({
      type: ControlConnection,
      byPath: true,
      description: 'Its controls in their own order.',
      args: { ...t.arg.connectionArgs(), ...controlInputs.args() },
      load: async (slugs: string[], ctx, args, info) =>
        toConnections(ctx, info, await listControlsOfFrameworks(ctx, slugs, args, args), controls),
      resolve: (framework, _args, ctx, info) => below(ctx, info, framework.slug),
    }),
  }),
});

const ControlOverlap = builder.prismaObject('ControlOverlap', {
  description: 'Two controls of different frameworks that a curator says mean the same risk or a related one.',
  select: { id: true },
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its name in the curated list.' }),
    refA: t.exposeString('refA', { description: 'One control.' }),
    refB: t.exposeString('refB', { description: 'The other control.' }),
    strength: t.exposeString('strength', { description: 'How far they mean the same.' }),
    confidence: t.exposeString('confidence', { description: 'How sure the curator is.' }),
    basis: t.exposeString('basis', { description: 'What the pair rests on.' }),
    tier: t.exposeInt('tier', { description: 'From 1, the surest.' }),
    core: t.exposeBoolean('core', { description: 'Whether it is one of the pairs that every report shows.' }),
    rationale: t.exposeString('rationale', { description: 'Why the two belong together.' }),
  }),
});

const OverlapConnection = builder.connectionObject(
  { type: ControlOverlap, name: 'ControlOverlapConnection', description: 'A page of overlaps.' },
  { name: 'ControlOverlapEdge', description: 'An overlap and its place in the list.' },
);

const overlaps = {
  read: (ctx: Ctx, ids: string[], query: object) =>
    ctx.db.prisma.controlOverlap.findMany({ ...query, where: { id: { in: ids } } }),
  idOf: (overlap: { id: string }) => overlap.id,
};

builder.queryFields((t) => ({
  frameworks: t.prismaField({
    type: [Framework],
    description: 'The frameworks that findings are mapped to. They are the same for every tenant.',
    resolve: (query, _root, _args, ctx) => ctx.db.prisma.framework.findMany({ ...query, orderBy: { slug: 'asc' } }),
  }),
  control: t.prismaField({
    type: Control,
    nullable: true,
    description: 'One control.',
    args: { ref: t.arg.id({ required: true, description: 'Its written form, such as `OWASP_LLM01`.' }) },
    resolve: async (query, _root, { ref }, ctx) => {
      const control = await ctx.db.prisma.control.findUnique({ ...query, where: { ref } });
      if (!control) throw new DomainError('not_found', 'There is no such control.', { path: ['ref'] });
      return control;
    },
  }),
  overlaps: t.connection(
    {
      type: ControlOverlap,
      description: 'The curated overlaps, the surest first.',
      args: {
        ...overlapInputs.args(),
        framework: t.arg.id({ description: 'Only pairs with a control of this framework.' }),
      },
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listOverlaps(ctx, args, args), overlaps),
    },
    OverlapConnection,
  ),
}));
