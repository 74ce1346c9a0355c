import {
  type Control as ControlRow,
  type Framework as FrameworkRow,
  frameworkCatalogue,
} from '#src/frameworks/catalogue.ts';
import { CONTROL_LIST } from '#src/frameworks/control-list.ts';
import { convertRef, formerRefs } from '#src/frameworks/convert-ref.ts';
import { findControl } from '#src/frameworks/find-control.ts';
import { FRAMEWORK_SLUGS, type FrameworkSlug as Slug } from '#src/frameworks/framework-slugs.ts';
import { type ControlPage, controlsOf, listControls } from '#src/frameworks/list-controls.ts';
import { frameworkIn } from '#src/frameworks/mapping.ts';
import { tenantEdition, tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { listInputs } from './list-input.ts';

const NAMES: Record<Slug, string> = {
  OWASP_LLM: 'OWASP Top 10 for LLM applications.',
  OWASP_AGENTIC: 'OWASP Top 10 for agentic applications.',
  NIST_AI_600_1: 'NIST AI 600-1, the generative AI profile of the AI Risk Management Framework.',
  MITRE_ATLAS: 'MITRE ATLAS: tactics and techniques against AI systems.',
  EU_AI_ACT: 'Regulation (EU) 2024/1689, the AI Act.',
  ISO_42001: 'ISO/IEC 42001: AI management systems.',
};

export const FrameworkSlug = builder.enumType('FrameworkSlug', {
  description: 'A framework, by its name for programs.',
  values: Object.fromEntries(
    FRAMEWORK_SLUGS.map((slug) => [slug, { value: slug, description: NAMES[slug] }]),
  ) as Record<Slug, { value: Slug; description: string }>,
});

export const EditionInput = builder.inputType('EditionInput', {
  description: 'Which edition of a framework to answer in, instead of the one that holds for the tenant.',
  fields: (t) => ({
    framework: t.field({ type: FrameworkSlug, required: true, description: 'The framework.' }),
    edition: t.string({ required: true, description: 'Its edition, such as `2026`.' }),
  }),
});

/** Of what a filter by controls and frameworks is meant in. */
export const editionArgs = () =>
  builder.args((t) => ({
    editions: t.field({
      type: [EditionInput],
      description:
        'The editions that the filter’s controls and frameworks are of. Absent: those that hold for the tenant.',
    }),
  }));

const controlInputs = listInputs(CONTROL_LIST);
const SEARCH = 'Words that its ref, own name, title or group hold, in any case. At most 200 characters.';

const FormerRef = builder.objectRef<ReturnType<typeof formerRefs>[number]>('FormerRef').implement({
  description: 'What an earlier edition called a control.',
  fields: (t) => ({
    edition: t.exposeString('fromEdition', { description: 'That edition.' }),
    ref: t.exposeString('fromRef', { description: 'Its written form there, which may be another control’s today.' }),
    title: t.string({
      nullable: true,
      description: 'Its title there, where it is on record.',
      resolve: (row) => row.fromTitle ?? null,
    }),
    kind: t.exposeString('kind', {
      description:
        '`unchanged`, `renumbered`, `renamed`, `replaced`; `rescoped`: it has grown since; `closest`: no successor, and this is the nearest.',
    }),
    note: t.string({
      nullable: true,
      description: 'What has to be known about it.',
      resolve: (row) => row.note ?? null,
    }),
  }),
});

export const Control = builder.objectRef<ControlRow>('Control').implement({
  description: 'One item of a framework in one edition: a risk, a technique, an article, a clause.',
  fields: (t) => ({
    ref: t.exposeID('ref', {
      description: 'Its written form, unique over all frameworks of one edition: `OWASP_LLM01`.',
    }),
    localId: t.exposeString('localId', { description: 'What the framework itself calls it.' }),
    title: t.exposeString('title', { description: 'Short title.' }),
    kind: t.exposeString('kind', { description: 'What it is in its framework: `item`, `technique`, `article`, …' }),
    group: t.exposeString('group', { nullable: true, description: 'The chapter, function or tactics that hold it.' }),
    edition: t.exposeString('edition', {
      description: 'The edition that it is taken from. In another one the same ref may mean another thing.',
    }),
    parentRef: t.exposeString('parentRef', { nullable: true, description: 'The control that it is a part of.' }),
    framework: t.field({
      type: Framework,
      description: 'The framework that it belongs to, in this edition.',
      resolve: (control) => frameworkIn(control.frameworkSlug, control.edition),
    }),
    formerRefs: t.field({
      type: [FormerRef],
      description: 'What earlier editions called it.',
      resolve: (control) => formerRefs(control),
    }),
  }),
});

const ControlConnection = builder.connectionObject(
  { type: Control, name: 'ControlConnection', description: 'A page of controls.' },
  { name: 'ControlEdge', description: 'A control and its place in its framework.' },
);

export const Framework = builder.objectRef<FrameworkRow>('Framework');
Framework.implement({
  description: 'A catalogue of risks or duties that findings are mapped to, in one of its editions.',
  fields: (t) => ({
    slug: t.field({ type: 'ID', description: 'Its name for programs: `OWASP_LLM`.', resolve: ({ slug }) => slug }),
    name: t.exposeString('name', { description: 'Its full name.' }),
    shortName: t.exposeString('shortName', { description: 'Its name in tables.' }),
    edition: t.exposeString('edition', { description: 'The edition whose ids are used.' }),
    editionDate: t.exposeString('editionDate', { description: 'When that edition appeared, as its publisher says.' }),
    editions: t.stringList({
      description: 'The editions that can be chosen, the default one first.',
      resolve: ({ slug }) => frameworkCatalogue().editions.flatMap((one) => (one.slug === slug ? one.edition : [])),
    }),
    publisher: t.exposeString('publisher', { description: 'Who publishes it.' }),
    url: t.exposeString('url', { description: 'Where it is published.' }),
    sources: t.exposeStringList('sources', { description: 'What its list of controls was taken from.' }),
    controls: t.connection(
      {
        type: Control,
        description: 'Its controls in their own order.',
        args: { ...controlInputs.args(), search: t.arg.string({ description: SEARCH }) },
        resolve: ({ slug, edition }, args) => toPage(controlsOf(slug, edition, args, args)),
      },
      ControlConnection,
    ),
  }),
});

function toPage({ page, control, count }: ControlPage) {
  return shape(page, control, async () => count);
}

const ConvertedRef = builder.objectRef<ReturnType<typeof convertRef>>('ConvertedRef').implement({
  description: 'What an entry of one edition is called in another.',
  fields: (t) => ({
    controls: t.expose('controls', {
      type: [Control],
      description: 'Mostly one; more where there is no single successor.',
    }),
    kind: t.exposeString('kind', {
      description: 'How it came about, as in `FormerRef.kind`; of several steps the loosest.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'What has to be known about it.' }),
  }),
});

builder.queryFields((t) => ({
  frameworks: t.field({
    type: [Framework],
    description: 'The frameworks that findings are mapped to, in the editions that hold for the tenant.',
    args: { editions: t.arg({ type: [EditionInput], description: 'Other editions to answer in.' }) },
    resolve: async (_root, { editions }, ctx) => [
      ...(await tenantMapping(ctx, ctx.actor.tenantId, editions)).frameworks,
    ],
  }),
  control: t.field({
    type: Control,
    nullable: true,
    description: 'One control.',
    args: {
      ref: t.arg.id({
        required: true,
        description:
          'Its written form, such as `OWASP_LLM01`, or what its publisher calls it: `AML.T0051`, `LLM08:2026`. A ref that was removed leads to what replaced it.',
      }),
      editions: t.arg({ type: [EditionInput], description: 'Other editions to look in.' }),
    },
    resolve: async (_root, { ref, editions }, ctx) => {
      const { frameworks } = await tenantMapping(ctx, ctx.actor.tenantId, editions);
      return findControl(
        ref,
        frameworks.map(({ slug, edition }) => ({ framework: slug, edition })),
      );
    },
  }),
  controls: t.connection(
    {
      type: Control,
      description: 'The controls of all frameworks, or of one, in the editions that hold for the tenant.',
      args: {
        ...controlInputs.args(),
        framework: t.arg({ type: FrameworkSlug, description: 'Only of this framework.' }),
        search: t.arg.string({ description: SEARCH }),
        editions: t.arg({ type: [EditionInput], description: 'Other editions to answer in.' }),
      },
      resolve: async (_root, args, ctx) => {
        const mapping = await tenantMapping(ctx, ctx.actor.tenantId, args.editions);
        const edition = mapping.frameworks.find(({ slug }) => slug === args.framework)?.edition;
        return toPage(
          args.framework ? controlsOf(args.framework, edition, args, args) : listControls(mapping, args, args),
        );
      },
    },
    ControlConnection,
  ),
  convertRef: t.field({
    type: ConvertedRef,
    nullable: true,
    description:
      'What an entry is called in another edition, by the tables of renumbered, renamed and removed entries.',
    args: {
      framework: t.arg({ type: FrameworkSlug, required: true, description: 'Its framework.' }),
      ref: t.arg.string({ required: true, description: 'Its written form in the first edition.' }),
      from: t.arg.string({
        required: true,
        description: 'The first edition; also one that cannot be chosen any more, such as `2023`.',
      }),
      to: t.arg.string({ description: 'The edition to answer in. Absent: the one that holds for the tenant.' }),
    },
    resolve: async (_root, { framework, ref, from, to }, ctx) =>
      convertRef(framework, ref, from, await tenantEdition(ctx, ctx.actor.tenantId, framework, to)),
  }),
}));
