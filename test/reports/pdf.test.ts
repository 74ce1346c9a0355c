import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#src/platform/config.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { pdfFormat } from '#src/reports/pdf/pdf-format.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { signingCertificate } from '#src/reports/signing-certificate.ts';
import type { Json } from '#test/kit/ask.ts';
import { makeP12 } from '#test/kit/p12.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';

type Read = { pdf: PDFDocumentProxy; bytes: Buffer; pages: string[]; outline: Json[] };

async function write(model: ReportModel, format = pdfFormat(null)): Promise<Buffer> {
  const sink = new PassThrough();
  const bytes = buffer(sink);
  await format.write(model, sink, () => {}, new AbortController().signal);
  return bytes;
}

async function read(bytes: Buffer): Promise<Read> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replaceAll(/\s+/g, ' '),
    );
  }
  return { pdf, bytes, pages, outline: (await pdf.getOutline()) ?? [] };
}

/** Without its spaces: a reader sets one where a line ends, and at other places too. */
const tight = (text: string) => text.replaceAll(/\s+/g, '');

/** The pages of a chapter, by its title. */
function chapter({ pages, outline }: Read, title: string): string[] {
  const titles = outline.map((one) => one.title);
  const begins = (wanted: string) =>
    pages.findIndex(
      (text, i) => i > 1 && tight(text).includes(tight(wanted)) && tight(text).indexOf(tight(wanted)) < 200,
    );
  const next = titles[titles.indexOf(title) + 1];
  return pages.slice(begins(title), next === undefined ? undefined : begins(next));
}

const model = reportModel({ findings: 12, attempts: 30 });
let document: Read;
beforeAll(async () => {
  document = await read(await write(model));
});

describe('the document', () => {
  it('says what it is, in which language, and is tagged', async () => {
    const { info } = (await document.pdf.getMetadata()) as Json;
    expect(info).toMatchObject({
      Title: model.head.title,
      Author: 'Tribunal',
      Keywords: model.head.reportId,
      Language: 'en',
    });
    expect(Object.fromEntries((await document.pdf.getMarkInfo()) as Json)).toMatchObject({ Marked: true });
    expect(document.bytes.toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|EmbeddedFile|OpenAction)\b/);
  });

  it('has every chapter, in the outline and in the contents with its page', () => {
    const titles = document.outline.map(({ title }) => title);
    expect(titles).toEqual([
      'Executive summary',
      'Scope and method',
      'Findings',
      ...model.head.frameworks.map(({ name }) => name),
      'Overlaps between frameworks',
      'Appendix A — Probes',
      'Appendix B — Verification',
      'Appendix C — Register of findings',
      'Appendix D — Transcripts',
    ]);
    const contents = document.pages[1]!;
    for (const title of titles) {
      const found = tight(contents).split(tight(title))[1];
      const number = Number(/^\d+/.exec(found ?? '')?.[0]);
      expect(tight(document.pages[number - 1] ?? ''), `${title} on page ${number}`).toContain(tight(title));
    }
  });

  it('numbers every page but its cover, out of how many there are', () => {
    const total = document.pages.length;
    expect(document.pages[0]).not.toContain('Page ');
    for (const [i, text] of document.pages.entries())
      if (i > 0) expect(tight(text), `page ${i + 1}`).toContain(`Page${i + 1}of${total}`);
  });

  it('leads from the outline, the contents and the summary to places that are there, and out to the console alone', async () => {
    const findings = document.outline.find(({ title }) => title === 'Findings').items;
    expect(findings).toHaveLength(12);
    for (const { dest } of [...document.outline, ...findings]) await expectPlace(dest);
    const internal: unknown[] = [];
    const external: string[] = [];
    for (let number = 1; number <= document.pdf.numPages; number += 1)
      for (const { dest, url } of await (await document.pdf.getPage(number)).getAnnotations()) {
        if (dest) internal.push(dest);
        if (url) external.push(url);
      }
    expect(internal.length).toBeGreaterThan(12);
    for (const dest of internal) await expectPlace(dest);
    expect(external.length).toBeGreaterThanOrEqual(12);
    expect(external.filter((url) => !url.startsWith('https://tribunal.example.com/app/findings/fnd_'))).toEqual([]);
  });
});

async function expectPlace(dest: unknown): Promise<void> {
  const place = typeof dest === 'string' ? await document.pdf.getDestination(dest) : (dest as Json[]);
  expect(place, String(dest)).not.toBeNull();
  expect(await document.pdf.getPageIndex(place![0])).toBeGreaterThan(0);
}

describe('what it tells', () => {
  it('each finding with its evidence, its remediation and the hash of the whole answer', async () => {
    const text = tight(chapter(document, 'Findings').join(' '));
    for await (const finding of model.findings()) {
      const [evidence] = finding.evidence;
      for (const part of [finding.title, finding.remediation, evidence!.sha256, evidence!.excerpt, finding.id])
        expect(text, finding.id).toContain(tight(part).slice(0, 60));
    }
  });

  it('each framework with a line for every entry, in its state; a blank is never a pass', () => {
    const words = {
      tested: 'Tested',
      partly_tested: 'Tested in part',
      related_only: 'Related tests only',
      not_tested: 'Not tested',
      not_testable: 'Not testable by probing',
    };
    for (const framework of model.head.frameworks) {
      const text = chapter(document, framework.name).join(' ');
      for (const { localId, title, state } of framework.controls) {
        const row = tight(`${localId} ${title}`).slice(0, 60);
        expect(tight(text), `${framework.slug} ${localId}`).toContain(row);
        const rest = tight(text).split(row).slice(1);
        expect(
          rest.some((after) => after.slice(0, 160).includes(tight(words[state]))),
          `${framework.slug} ${localId}: ${state}`,
        ).toBe(true);
      }
      for (const reason of new Set(framework.controls.flatMap(({ reason }) => reason ?? [])))
        expect(tight(text), framework.slug).toContain(tight(reason));
      // Words of the framework's own aside.
      const ours = framework.controls.reduce((left, { title }) => left.replaceAll(tight(title), ''), tight(text));
      expect(ours).not.toMatch(/passed|compliant|fulfilled/i);
    }
  });

  it('what stays open, which judges and probes were at work, and the hash of every transcript', async () => {
    const method = tight(chapter(document, 'Scope and method').join(' '));
    for (const words of [
      'could not be decided',
      'wait for a person',
      'is partial: The budget of 5,000 calls was used up.',
      'ran without judge models',
    ])
      expect(method).toContain(tight(words));
    const probes = tight(chapter(document, 'Appendix A — Probes').join(' '));
    for (const { hash } of model.head.probes) expect(probes).toContain(hash.slice(0, 12));
    const hashes = tight(chapter(document, 'Appendix D — Transcripts').join(' '));
    for await (const { transcriptSha256 } of model.attempts()) expect(hashes).toContain(transcriptSha256);
    expect(tight(chapter(document, 'Appendix B — Verification').join(' '))).toContain(model.head.audit.hash);
  });

  it('that nothing was found, where nothing was', async () => {
    const { pages } = await read(await write(reportModel({ findings: 0, attempts: 0, frameworks: ['OWASP_LLM'] })));
    expect(tight(pages.join(' '))).toContain(tight('No finding was recorded'));
    expect(tight(pages.join(' '))).not.toContain('NaN');
  });
});

describe('hostile texts', () => {
  it.each(Object.keys(HOSTILE))('%s: every page is there, and the document does not grow with it', async (name) => {
    const { pages, outline, bytes } = await read(
      await write(reportModel({ findings: 6, attempts: 4, frameworks: ['OWASP_LLM'], hostile: HOSTILE[name]! })),
    );
    expect(outline.map(({ title }) => title)).toContain('Appendix B — Verification');
    expect(pages.length).toBeLessThan(60);
    expect(bytes.length).toBeLessThan(2_000_000);
    // What reorders or hides text is named and never set.
    const unseen = [...pages.join('')].filter((one) => /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(one));
    expect(unseen).toEqual([]);
    if (name === 'rightToLeft') expect(tight(pages.join(''))).toContain('‹U+202E›');
    if (name === 'control') expect(tight(pages.join(''))).toContain('‹U+0000›');
    if (name === 'markup') expect(tight(pages.join(''))).toContain('<script>alert(1)</script>');
  });

  it('that look like parts of a document leave its signature where it is', async () => {
    await using p12 = await makeP12();
    const env = { REPORT_SIGNING_P12: p12.path, REPORT_SIGNING_P12_PASSPHRASE: p12.passphrase };
    const certificate = await signingCertificate({ config: readConfig(env), clock: { now: () => Date.now() } });
    const hostile = ' /AcroForm 1 0 R /ByteRange [0 /********** /********** /**********] endobj trailer startxref';
    const signed = await read(await write(reportModel({ findings: 4, attempts: 2, hostile }), pdfFormat(certificate)));
    const fields = (await (await signed.pdf.getPage(1)).getAnnotations()).filter(
      (one: Json) => one.subtype === 'Widget',
    );
    expect(fields).toEqual([expect.objectContaining({ fieldType: 'Sig' })]);
    const [, end, begin, rest] = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/
      .exec(signed.bytes.toString('latin1'))!
      .map(Number);
    expect(begin! + rest!).toBe(signed.bytes.length);
    const covered = Buffer.concat([signed.bytes.subarray(0, end), signed.bytes.subarray(begin)]);
    const container = Buffer.from(signed.bytes.toString('latin1', end! + 1, begin! - 1), 'hex');
    expect(container.includes(createHash('sha256').update(covered).digest())).toBe(true);
  });
});

describe('lists of many pages', () => {
  const many = reportModel({ findings: 190, attempts: 140, frameworks: ['OWASP_LLM'] });
  let long: Read;
  beforeAll(async () => {
    long = await read(await write(many));
  });

  it('hold a line for each finding and each attempt, once, in order', async () => {
    const register = tight(chapter(long, 'Appendix C — Register of findings').join(' '));
    const hashes: string[] = [];
    for await (const { evidence } of many.findings()) hashes.push(`${evidence[0]!.sha256.slice(0, 16)}…`);
    expect(register.match(/[0-9a-f]{16}…/g)).toEqual(hashes);
    const transcripts = chapter(long, 'Appendix D — Transcripts').join(' ');
    const told: string[] = [];
    for await (const { transcriptSha256 } of many.attempts()) told.push(transcriptSha256!);
    expect(transcripts.match(/\b[0-9a-f]{64}\b/g)).toEqual(told);
  });

  it('name each probe of the library in full', () => {
    const shown = chapter(long, 'Appendix D — Transcripts').join(' ').split(' ');
    for (const { id } of chosenProbes([])) expect(shown).toContain(id);
  });

  it('have their head on every page, and are where the contents say', () => {
    const pages = chapter(long, 'Appendix C — Register of findings');
    expect(pages.length).toBeGreaterThan(3);
    for (const text of pages) expect(text).toMatch(/SEVERITY\s+FINDING\s+STATUS/);
    const [, shown] = tight(long.pages[1]!).split(tight('Appendix D — Transcripts'));
    expect(long.pages[Number.parseInt(shown!, 10) - 1]).toContain('Appendix D — Transcripts');
    expect(long.pages.at(-1)).toContain(`Page ${long.pages.length} of ${long.pages.length}`);
  });

  it('cut a title to its column, and set each letter in a face that has it', async () => {
    const hostile = `⚠\u202e${'W'.repeat(120)}`;
    const { pages, outline } = await read(
      await write(reportModel({ findings: 3, attempts: 0, frameworks: ['OWASP_LLM'], hostile })),
    );
    const register = chapter({ pages, outline } as Read, 'Appendix C — Register of findings').join(' ');
    expect(tight(register)).toMatch(/carriedoutagain⚠‹U\+202E›W{2,20}…Open/);
  });
});
