import type { TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { takeLane } from './lane.ts';
import { openLine } from './open-line.ts';
import { Sender } from './sender.ts';

/**
 * Works one lane: claims attempts, holds as many conversations at once as the lane has slots, and hands each to the store. Returns when
 * nothing is left to claim, the slice is over, or the lane was stopped; `true` when there may be more to do.
 */
export async function runSendLane(app: TenantApp, scope: LogScope, outer: AbortSignal): Promise<boolean> {
  await using lane = await takeLane(app, scope, 'send', outer);
  if (!lane) return false;
  const line = await openLine(app, lane);
  if (!line) return false;
  // Awaited here: `await using` would end the lane when the function returns, not when the promise settles.
  return await new Sender(lane, line).run();
}
