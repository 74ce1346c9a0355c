import type { Control } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';

/**
 * The controls that each set of risks touches by the crosswalk, each control once: by framework, then in the framework's own order. One
 * read however many sets there are.
 */
export async function controlsOfRisks(ctx: Ctx, sets: readonly (readonly string[])[]): Promise<Control[][]> {
  const risks = [...new Set(sets.flat())];
  const links = await ctx.db.prisma.crosswalkLink.findMany({
    where: { risk: { in: risks } },
    include: { control: true },
    orderBy: [{ control: { frameworkSlug: 'asc' } }, { control: { position: 'asc' } }],
  });
  return sets.map((set) => {
    const touched = links.filter((link) => set.includes(link.risk)).map((link) => link.control);
    return [...new Map(touched.map((control) => [control.ref, control])).values()];
  });
}
