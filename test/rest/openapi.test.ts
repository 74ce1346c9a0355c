import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { type AnswerCheck, answerChecks } from '#test/kit/openapi.ts';
import { rest } from '#test/kit/rest.ts';
import { restWorld } from '#test/kit/rest-world.ts';
import { ROOT } from '#test/kit/sources.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let document: Json;
let check: AnswerCheck;
beforeAll(async () => {
  system = await startTestSystem({ worker: true, config: { restLimits: generousLimits() } });
  document = (await rest(system, null, 'GET', '/openapi.json')).body;
  check = answerChecks(document);
});
afterAll(() => system[Symbol.asyncDispose]());

describe('the document', () => {
  it('is had without a token, and lints clean by the recommended rules', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tribunal-openapi-'));
    try {
      const file = join(folder, 'openapi.json');
      await writeFile(file, JSON.stringify(document));
      const redocly = join(ROOT, 'node_modules', '.bin', 'redocly');
      const args = ['lint', file, '--extends=recommended', '--format=json', '--max-problems=1000'];
      const env = {
        PATH: process.env.PATH,
        HOME: folder,
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      };
      const { stdout } = await promisify(execFile)(redocly, args, { cwd: folder, env }).catch((error) => error);
      const { totals, problems } = JSON.parse(stdout);
      expect({ ...totals, problems }).toEqual({ errors: 0, warnings: 0, ignored: 0, problems: [] });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);

  it('names every route that is served, and no other', () => {
    const printed = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const rows = ROWS.map(({ method, path }) => `${method} ${path}`);
    expect(printed.sort()).toEqual([...rows, 'GET /schemas/report-v1.json'].sort());
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  it('gives an example of every body, path and query that is needed', () => {
    const without = ROWS.flatMap(({ method, path, body }) => {
      const { parameters = [], requestBody } = document.paths[path][method.toLowerCase()];
      const names = parameters
        .filter((one: Json) => one.required && one.example === undefined)
        .map((one: Json) => one.name);
      const noBody = body && requestBody.content['application/json'].example === undefined;
      return [...names, ...(noBody ? ['body'] : [])].map((name) => `${method} ${path}: ${name}`);
    });
    expect(without).toEqual([]);
  });
});

describe('the example of', () => {
  it.each(
    ROWS.map((row) => [`${row.method} ${row.path}`, row] as const),
  )('%s is answered as the document says', async (_name, row) => {
    const world = await restWorld(system.app, { scan: row.id === 'cancelScan' ? 'queued' : 'completed' });
    if (NEEDS_A_FILE.has(row.id)) world.ids.report = await writtenReport(world.token);
    const answer = await rest(system, world.token, row.method, world.real(pathOf(row)), bodyOf(row, world.real));
    expect(answer.status, answer.text.slice(0, 500)).toBe(row.status ?? 200);
    expect(check(row.method, row.path, answer)).toEqual([]);
  });

  it.each(
    ROWS.map((row) => [`${row.method} ${row.path}`, row] as const),
  )('%s, sent without a token and of a tenant without it, is refused as the document says', async (_name, row) => {
    const nobody = await rest(system, null, row.method, pathOf(row), row.example?.body);
    expect([nobody.status, nobody.body.error]).toEqual([401, 'missing_token']);
    expect(check(row.method, row.path, nobody)).toEqual([]);
    if (!row.params) return;
    const { token } = await restWorld(system.app);
    const other = await rest(system, token, row.method, pathOf(row), row.example?.body);
    expect(check(row.method, row.path, other)).toEqual([]);
  });
});

/** Operations on what a report has once it is written. */
const NEEDS_A_FILE = new Set(['downloadReport', 'getReportSignature', 'verifyReport']);

/** A report whose file is there. */
async function writtenReport(token: string): Promise<string> {
  const wanted = { title: 'A report', format: 'json', scope: { from: '2026-01-01' } };
  const { body } = await rest(system, token, 'POST', '/reports', wanted);
  return until('the report is written', async () => {
    const report = await rest(system, token, 'GET', `/reports/${body.id}`);
    return report.body.status === 'ready' && body.id;
  });
}

/** The address of a row's example, as the document gives it. */
function pathOf(row: Row): string {
  const { parameters = [] } = document.paths[row.path][row.method.toLowerCase()];
  const given = (place: string) => parameters.filter((one: Json) => one.in === place && one.example !== undefined);
  let path = row.path;
  for (const { name, example } of given('path')) path = path.replace(`{${name}}`, encodeURIComponent(example));
  const query = new URLSearchParams(
    given('query').map(({ name, example }: Json) => [name, String(example)]),
  ).toString();
  return query ? `${path}?${query}` : path;
}

function bodyOf(row: Row, real: <Value>(value: Value) => Value): unknown {
  const example = document.paths[row.path][row.method.toLowerCase()].requestBody?.content['application/json']?.example;
  return example === undefined ? undefined : real(example);
}
