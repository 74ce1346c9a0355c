import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { listInMemory } from '#src/platform/list-in-memory.ts';
import { countUsage, type Usage, type UsageBucket } from './count-usage.ts';
import { USAGE_LIST } from './usage-list.ts';

export type UsagePage = { page: Page; count: number; usage: (id: string) => Usage };

const idOf = ({ from }: Usage) => from.toISOString();

/**
 * A page of the days or months of a range that the filter leaves, the earliest first unless asked for otherwise.
 *
 * @throws DomainError as `countUsage` does, and `invalid_input`, `invalid_cursor`
 */
export async function listUsage(
  ctx: Ctx,
  range: { from: Date; to: Date; by: UsageBucket },
  query: ListQuery,
  args: PageArgs,
): Promise<UsagePage> {
  const rows = await countUsage(ctx, range.from, range.to, range.by);
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const read = (row: Usage, field: string) => row[field as keyof Usage];
  return { ...listInMemory(USAGE_LIST, { rows, id: idOf, read }, query, args), usage: (id) => byId.get(id)! };
}
