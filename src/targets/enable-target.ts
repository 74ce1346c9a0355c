import type { Ctx } from '#src/platform/context.ts';
import { setTargetStatus } from './target-status.ts';

/**
 * Lets a target be scanned again. Enabling twice changes nothing.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export function enableTarget(ctx: Ctx, id: string): Promise<{ id: string }> {
  return setTargetStatus(ctx, id, 'active', 'target.enabled');
}
