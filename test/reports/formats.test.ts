import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '#src/reports/report-format.ts';
import { OWNER } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { reportChecks } from '#test/kit/report-schema.ts';
import { SARIF } from '#test/kit/sarif-schema.ts';
import { begin, newTarget, obey, untilEnd } from '#test/kit/scan.ts';
import { withBot } from '#test/kit/with-bot.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function fileOf(format: string, change: Json = {}): Promise<{ text: string; type: string; name: string }> {
  const { id } = await world.ready({ format, ...change });
  const answer = await world.download(id);
  expect(answer.status).toBe(200);
  return {
    text: Buffer.from(await answer.arrayBuffer()).toString('latin1'),
    type: answer.headers.get('content-type')!,
    name: answer.headers.get('content-disposition')!.replace(id, 'ID'),
  };
}

/** What each file is called, and begins with. */
const EXPECTED: Record<string, [type: string, extension: string, begins: string]> = {
  json: ['application/json', 'json', '{\n"schema_version": "v1"'],
  pdf: ['application/pdf', 'pdf', '%PDF-'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', 'PK'],
  csv: ['text/csv; charset=utf-8; header=present', 'csv', '\u00ef\u00bb\u00bfid,severity,'],
  sarif: ['application/sarif+json', 'sarif', '{"$schema":'],
  junit: ['application/xml', 'xml', '<?xml version="1.0" encoding="UTF-8"?>'],
  markdown: ['text/markdown; charset=utf-8', 'md', '# '],
  html: ['text/html; charset=utf-8', 'html', '<!doctype html>'],
};

describe('a report of what is stored', () => {
  it.each(REPORT_FORMATS)('is had as %s, under its type and name', async (format) => {
    const { text, type, name } = await fileOf(format);
    const [media, extension, begins] = EXPECTED[format]!;
    expect([type, name]).toEqual([media, `attachment; filename="ID.${extension}"`]);
    expect(text.slice(0, begins.length)).toBe(begins);
    // What the others hold is packed.
    if (format !== 'pdf' && format !== 'xlsx') expect(text).toContain(world.finding.publicId);
  });

  it('is a page that a browser saves and does not show, also by a link', async () => {
    const { id } = await world.ready({ format: 'html' });
    for (const answer of [await world.download(id), await fetch(await world.link(id))]) {
      await answer.arrayBuffer();
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('has, as JSON, each member of the schema that is served and no other', async () => {
    const { valid, exact } = await reportChecks(world.system);
    const { id } = await world.ready({ title: 'A report \u202e with 👩‍👩‍👧‍👦 and \u0000' });
    const report = await world.file(id);
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(exact(report), JSON.stringify(exact.errors)).toBe(true);
  });
});

describe('the fingerprint of a finding', () => {
  it('is the same in the reports of two scans that saw it, and after somebody resolved it', async () => {
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    const valid = ajv.compile(SARIF);
    const { ctx } = world.system;
    await withBot(
      ({ body }) => obey(body.messages),
      async (bot) => {
        const target = await newTarget(ctx, bot.url);
        const seen: Json[] = [];
        for (const round of ['first', 'second'] as const) {
          const scanId = await begin(ctx, target, 4);
          expect((await untilEnd(ctx, scanId)).status).toBe('completed');
          const log = JSON.parse((await fileOf('sarif', { scope: { scan_ids: [scanId] } })).text);
          expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
          seen.push(log.runs[0].results);
          if (round === 'first') await resolve(log.runs[0].results[0].properties.findingId);
        }
        const [first, second] = seen.map((results) => results.map((one: Json) => one.partialFingerprints));
        expect(first.length).toBeGreaterThan(0);
        expect(second).toEqual(first);
        expect(seen[1][0].properties).toMatchObject({ regressed: true, status: 'open' });
      },
    );
  });
});

async function resolve(id: string): Promise<void> {
  await dataOf(
    ask(
      world.system,
      OWNER,
      'mutation($id: ID!) { setFindingStatus(input: { findingId: $id, status: RESOLVED }) { __typename } }',
      { id },
    ),
  );
}
