import { expect, it } from 'vitest';
import { reportWorld } from './kit.ts';

/** More than a page of anything, and what a schedule by the hour makes of a month. */
const SCANS = 720;

it('a report in JSON holds every scan, and the attempts of the oldest one', async () => {
  await using world = await reportWorld();
  const { system, scan } = world;
  // All are newer than the one that has attempts.
  await system.app.system.query(
    `insert into scans select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'finished_at', now() + n * interval '1 second'))).*
     from scans s, generate_series(1, $2::int) n where s.id = $1`,
    [scan.id, SCANS],
  );
  const { id } = await world.ready({ scope: { endpoint_ids: [scan.target.publicId] } });
  const report = await world.file(id);
  expect([report.scan_count, report.scans.length]).toEqual([SCANS + 1, SCANS + 1]);
  expect(new Set(report.attempts.map((one: { scan_id: string }) => one.scan_id))).toEqual(new Set([scan.publicId]));
  expect(report.probes).not.toEqual([]);
});
