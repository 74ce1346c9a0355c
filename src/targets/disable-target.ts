import type { Ctx } from '#src/platform/context.ts';
import { setTargetStatus } from './target-status.ts';

/**
 * Keeps a target from being scanned: no scan of it begins any more. One that is under way goes on; cancel it to stop it. Disabling twice
 * changes nothing.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export function disableTarget(ctx: Ctx, id: string): Promise<{ id: string }> {
  return setTargetStatus(ctx, id, 'disabled', 'target.disabled');
}
