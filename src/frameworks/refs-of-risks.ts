import type { Ctx } from '#src/platform/context.ts';

/**
 * The controls that each set of risks touches by the crosswalk, each once and by its written form: by framework, then in the framework's
 * own order. One read however many sets there are.
 */
export async function refsOfRisks(ctx: Pick<Ctx, 'db'>, sets: readonly (readonly string[])[]): Promise<string[][]> {
  const links = await ctx.db.prisma.crosswalkLink.findMany({
    select: { risk: true, ref: true },
    where: { risk: { in: [...new Set(sets.flat())] } },
    orderBy: [{ control: { frameworkSlug: 'asc' } }, { control: { position: 'asc' } }],
  });
  return sets.map((set) => [...new Set(links.filter((link) => set.includes(link.risk)).map((link) => link.ref))]);
}
