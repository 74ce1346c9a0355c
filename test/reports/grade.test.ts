import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWNER } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

// The grade of a cover page: of all that is open, and of nothing where nothing was tested.

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const text = async (format: string, scope: Json): Promise<string> =>
  (await world.download((await world.ready({ format, scope })).id)).text();
const json = async (scope: Json): Promise<Json> => JSON.parse(await text('json', scope));

it('where nothing came to a verdict there is no grade, in any format', async () => {
  const scope = { from: '2020-01-01', to: '2020-01-02' };
  expect(await json(scope)).toMatchObject({ scan_count: 0, finding_count: 0, grade: null, score: null });
  for (const format of ['markdown', 'html', 'junit']) {
    const written = await text(format, scope);
    expect(written).toContain('nothing was tested');
    expect(written).not.toMatch(/100 of 100|name="score"/);
  }
});

it('a report that shows some severities, statuses or frameworks alone has the grade of all that is open', async () => {
  const own = { endpoint_ids: [world.scan.target.publicId] };
  const whole = await json(own);
  expect(whole.summary.total_open).toBe(1);
  expect(whole).toMatchObject({ grade: 'B', score: 96 });
  for (const part of [{ include_severities: ['low'] }, { include_statuses: ['resolved'] }]) {
    const shown = await json({ ...own, ...part });
    expect(shown).toMatchObject({ finding_count: 0, grade: whole.grade, score: whole.score });
  }
});

it('what is accepted takes nothing away', async () => {
  await world.system.app.system.query(
    `update findings set status = 'accepted', status_reason = 'known' where id = $1`,
    [world.finding.id],
  );
  expect(await json({ endpoint_ids: [world.scan.target.publicId] })).toMatchObject({ grade: 'A', score: 100 });
});

it.each([
  ['a day that is empty', { scope: { from: '', severities: ['HIGH'] } }, 'scope_invalid'],
  [
    'two editions of one framework',
    {
      scope: { severities: ['HIGH'] },
      editions: [
        { framework: 'OWASP_LLM', edition: '2025' },
        { framework: 'OWASP_LLM', edition: '2026' },
      ],
    },
    'scope_invalid',
  ],
])('refuses %s', async (_what, change, code) => {
  const made = await dataOf(
    ask(
      world.system,
      OWNER,
      'mutation ($input: CreateReportInput!) { made: createReport(input: $input) { ... on CreateReportPayload { reportId } ... on Problem { code } } }',
      { input: { title: 'A', format: 'JSON', ...change } },
    ),
  );
  expect(made.made).toEqual({ code });
});
