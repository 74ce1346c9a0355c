import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#test/kit/ask.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const made = async (change: Json): Promise<Json> => world.file((await world.ready(change)).id);

/** What a report says of editions: of the framework, of its entries that the finding touches, and by which numbers. */
function editionsOf({ framework_coverage, findings }: Json) {
  const { edition, controls } = framework_coverage.find(({ slug }: Json) => slug === 'OWASP_LLM');
  const own = findings[0].refs.filter(({ framework, direct }: Json) => framework === 'OWASP_LLM' && direct);
  return {
    edition,
    refs: own.map(({ ref, edition: of }: Json) => `${ref} ${of}`),
    known: own.every(({ ref }: Json) => controls.some((control: Json) => control.ref === ref && control.open === 1)),
  };
}

it('a report reads in the edition that it asks for, else in the tenant’s, else in the default one, and says in which', async () => {
  const usual = editionsOf(await made({}));
  expect(usual).toEqual({ edition: '2025', refs: ['OWASP_LLM01 2025', 'OWASP_LLM07 2025'], known: true });
  const asked = editionsOf(await made({ editions: { OWASP_LLM: '2026' } }));
  expect([asked.edition, asked.known]).toEqual(['2026', true]);
  expect(asked.refs.every((ref: string) => ref.endsWith(' 2026'))).toBe(true);
  // What 2025 calls LLM07 has another number in 2026.
  expect(asked.refs.map((ref: string) => ref.split(' ')[0])).not.toEqual(['OWASP_LLM01', 'OWASP_LLM07']);
  await world.system.app.system.query(
    'insert into tenant_settings (tenant_id, owasp_llm_edition) values ($1, 2026) on conflict (tenant_id) do update set owasp_llm_edition = 2026',
    [world.tenant.id],
  );
  expect(editionsOf(await made({}))).toEqual(asked);
  expect(editionsOf(await made({ editions: { OWASP_LLM: '2025' } }))).toEqual(usual);
});
