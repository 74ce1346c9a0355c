import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ReportFinding, ReportHead } from '#src/reports/report-model.ts';
import { type TranscriptLine, transcripts as transcriptChapter, transcriptList, verification } from './appendix.ts';
import { findings, type RegisterLine, register as registerChapter, registerList } from './findings.ts';
import { frameworks, overlaps } from './frameworks.ts';
import { contents, cover } from './front.ts';
import type { List } from './list-pages.ts';
import { method, probeVersions } from './method.ts';
import { FAINT, INK, PAGE, STYLES } from './style.ts';
import { summary } from './summary.ts';
import { apart, line } from './text.ts';

/** What the document is made from: the worst findings whole, a line for each, and the transcripts' hashes. */
export type PdfParts = {
  head: ReportHead;
  whole: ReportFinding[];
  register: RegisterLine[];
  transcripts: TranscriptLine[];
  attempts: number;
};

/** The document, and what is drawn onto its last pages. Those come last: where they are is known by how many they are. */
export function documentOf(parts: PdfParts): { content: TDocumentDefinitions; lists: List[] } {
  const [register, transcripts] = [registerList(parts.register), transcriptList(parts.transcripts)];
  const lists = register.rows.length > 0 ? [register, transcripts] : [transcripts];
  return { content: contentOf(parts, register, transcripts), lists };
}

function contentOf(parts: PdfParts, register: List, transcripts: List): TDocumentDefinitions {
  const { head, whole } = parts;
  const open = whole.filter(({ status }) => status === 'open' || status === 'triaged');
  return {
    pageSize: PAGE.size,
    pageMargins: PAGE.margins,
    language: 'en',
    displayTitle: true,
    tagged: true,
    info: {
      title: apart(head.title, 200),
      author: 'Tribunal',
      subject: 'Evidence of AI security testing',
      keywords: head.reportId,
      creationDate: head.generatedAt,
    },
    defaultStyle: { font: 'Main', fontSize: 9.5, color: INK },
    styles: STYLES,
    header: (page) => (page === 1 ? '' : running(head)),
    footer: (page, pages) => (page === 1 ? '' : foot(head, page, pages)),
    content: [
      ...cover(head),
      contents(),
      ...summary(head, open),
      ...method(head),
      ...findings(whole, parts.register.length),
      ...frameworks(head),
      ...overlaps(head),
      ...probeVersions(head),
      ...verification(head),
      ...registerChapter(register),
      ...transcriptChapter(transcripts, parts.attempts),
    ],
  };
}

function running(head: ReportHead) {
  return {
    columns: [
      { text: line(head.title, 64), fontSize: 7.5, color: FAINT },
      { text: line(head.tenant.name, 32), fontSize: 7.5, color: FAINT, alignment: 'right' as const },
    ],
    margin: [PAGE.margins[0], 34, PAGE.margins[2], 0] as [number, number, number, number],
  };
}

function foot(head: ReportHead, page: number, pages: number) {
  return {
    columns: [
      { text: `${head.reportId}  ·  Confidential`, fontSize: 7.5, color: FAINT },
      { text: `Page ${page} of ${pages}`, fontSize: 7.5, color: FAINT, alignment: 'right' as const },
    ],
    margin: [PAGE.margins[0], 26, PAGE.margins[2], 0] as [number, number, number, number],
  };
}
