import type { TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { type Lane, type Stage, takeLane } from '#src/scans/lane.ts';

/** A lane of a scan, as a worker takes one. @throws Error when there is none to take */
export async function laneOn(app: TenantApp, scope: LogScope, stage: Stage): Promise<Lane> {
  const lane = await takeLane(app, scope, stage, new AbortController().signal);
  if (!lane) throw new Error('no lane to take');
  return lane;
}
