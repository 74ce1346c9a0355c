import { expect, it } from 'vitest';
import type { Json } from '#test/kit/ask.ts';
import { reportWorld } from './kit.ts';

it('a report of some frameworks holds findings that touch them, and none that a suggested link alone leads to', async () => {
  await using world = await reportWorld();
  const { system, scan, finding } = world;
  const other = await scan.finding('Touches ISO by a suggestion alone');
  for (const [{ id }, risks] of [
    [finding, ['LLM01']],
    [other, ['LLM07']],
  ] as const)
    await system.app.system.query('update findings set risks = $2 where id = $1', [id, risks]);
  const { id } = await world.ready({ frameworks: ['ISO_42001'], scope: { from: '2026-01-01' } });
  const { findings } = await world.file(id);
  expect(findings.map((one: Json) => one.id)).toEqual([finding.publicId]);
  expect(findings[0].framework_refs).toContainEqual(expect.stringMatching(/^ISO_42001_/));
});
