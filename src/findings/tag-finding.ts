import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type ChangedFinding, changeFinding } from './change-finding.ts';
import { tagList } from './wanted-change.ts';

const tagInput = z.strictObject({ add: tagList.default([]), remove: tagList.default([]) });

/**
 * Puts tags on a finding and takes others off. A tag that is there, or is not, already is no refusal. A tag in both lists is there
 * afterwards.
 *
 * @throws DomainError `not_found`, `invalid_input` also for more tags than a finding may have
 */
export async function tagFinding(ctx: Ctx, id: string, raw: z.input<typeof tagInput>): Promise<ChangedFinding> {
  const { add, remove } = parseInput(tagInput, raw);
  allow(ctx, 'findings:write');
  return changeFinding(ctx, id, 'finding.tagged', () => ({ addTags: add, removeTags: remove }));
}
