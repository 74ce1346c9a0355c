import { type ControlLink, controlsOfRisks, refsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { builder } from './builder.ts';
import { Control, EditionInput } from './framework.ts';

export const LinkStrength = builder.enumType('LinkStrength', {
  description: 'What a risk is to a control.',
  values: {
    EQUIVALENT: { value: 'equivalent', description: 'The same risk.' },
    SUBSET: { value: 'subset', description: 'The risk lies inside the control, which asks for more.' },
    SUPERSET: {
      value: 'superset',
      description: 'The control lies inside the risk: a finding may or may not be of its kind.',
    },
    RELATED: { value: 'related', description: 'Partly shared. It never counts as met, nor as tested.' },
  } as const,
});

export const LinkBasis = builder.enumType('LinkBasis', {
  description: 'What a link rests on.',
  values: {
    PUBLISHED: { value: 'published', description: 'A source links the two directly.' },
    PUBLISHED_INDIRECT: { value: 'published-indirect', description: 'Sources link both to a third entry.' },
    DEFINITION: { value: 'definition', description: 'One of the two texts names the other’s subject.' },
    INHERITED: { value: 'inherited', description: 'Follows from an equal or wider entry that is linked.' },
    EDITORIAL: { value: 'editorial', description: 'Judged by this catalogue.' },
    SUGGESTED: { value: 'suggested', description: 'A suggestion to look at, and no fact.' },
  } as const,
});

type LinkRow = ControlLink & { version: string };

export const ControlLinkType = builder.objectRef<LinkRow>('ControlLink').implement({
  description: 'How a finding, by its risks, comes to touch a control.',
  fields: (t) => ({
    ref: t.id({ description: 'The control’s written form.', resolve: ({ control }) => control.ref }),
    edition: t.string({ description: 'The edition that the ref is of.', resolve: ({ control }) => control.edition }),
    control: t.expose('control', { type: Control, description: 'The control.' }),
    direct: t.exposeBoolean('direct', {
      description:
        'Whether the control is itself the entry of a risk that the probe names. If not, it is derived by the crosswalk.',
    }),
    strength: t.expose('strength', { type: LinkStrength, description: 'What the risk is to the control.' }),
    basis: t.expose('basis', { type: LinkBasis, description: 'What the link rests on.' }),
    risks: t.exposeStringList('risks', { description: 'The risks that lead there, that of the strongest link first.' }),
    version: t.exposeString('version', { description: 'The version of the crosswalk.' }),
  }),
});

const SUGGESTED = 'Whether to give links that are only suggested, too.';

/** Arguments of every list of controls that risks lead to. */
export const linkArgs = () =>
  builder.args((t) => ({
    editions: t.field({ type: [EditionInput], description: 'Other editions to answer in.' }),
    suggested: t.boolean({ defaultValue: true, description: SUGGESTED }),
  }));

type LinkArgs = { editions?: readonly { framework: string; edition: string }[] | null; suggested?: boolean | null };

/** Sets of risks are the keys, one word each with spaces between the risks, so that findings with the same risks share the answer. */
export const riskKey = (risks: readonly string[]) => risks.join(' ');

async function mapped<Row>(
  keys: readonly string[],
  ctx: Ctx,
  args: LinkArgs,
  read: (mapping: Awaited<ReturnType<typeof tenantMapping>>, risks: string[], options: { suggested: boolean }) => Row[],
): Promise<Row[][]> {
  const mapping = await tenantMapping(ctx, ctx.actor.tenantId, args.editions);
  return keys.map((key) => read(mapping, key.split(' '), { suggested: args.suggested ?? true }));
}

export const loadLinks = (keys: string[], ctx: Ctx, args: LinkArgs) =>
  mapped(keys, ctx, args, (mapping, risks, options) =>
    controlsOfRisks(mapping, risks, options).map((link) => ({ ...link, version: mapping.version })),
  );
export const loadControls = (keys: string[], ctx: Ctx, args: LinkArgs) =>
  mapped(keys, ctx, args, (mapping, risks, options) =>
    controlsOfRisks(mapping, risks, options).map((link) => link.control),
  );
export const loadRefs = (keys: string[], ctx: Ctx, args: LinkArgs) => mapped(keys, ctx, args, refsOfRisks);
