import type { Content } from 'pdfmake/interfaces.js';
import type { ReportHead } from '#src/reports/report-model.ts';
import { type List, roomFor } from './list-pages.ts';
import { chapter, number, plural, section } from './parts.ts';
import { PAGE } from './style.ts';

/** An attempt as the appendix lists it. */
export type TranscriptLine = { probeId: string; variant: string; verdict: string; sha256: string | null };

/** So many are listed; a longer list belongs into the spreadsheet, and the appendix says so. */
export const TRANSCRIPTS_MAX = 3000;

export function transcriptList(lines: readonly TranscriptLine[]): List {
  return {
    columns: [
      { head: 'PROBE', width: 150 },
      { head: 'VARIANT', width: 64 },
      { head: 'VERDICT', width: 50 },
      { head: 'SHA-256', width: PAGE.width - 264, face: { mono: 5.2 } },
    ],
    rows: lines.map(({ probeId, variant, verdict, sha256 }) => [probeId, variant, verdict, sha256 ?? 'no answer']),
  };
}

export function transcripts(list: List, total: number): Content[] {
  const listed = list.rows.length;
  const cut =
    total > listed
      ? ` The first ${number(listed)} of ${plural(total, 'attempt')} are listed; the spreadsheet and the JSON form hold all.`
      : '';
  return [
    chapter('Appendix D — Transcripts', 'transcripts'),
    {
      text: `The SHA-256 of what was said in each attempt, prompts and answers. Whoever is shown a transcript can check that it is the one that was judged.${cut}`,
      style: 'body',
    },
    ...roomFor(list),
  ];
}

/** How a third party checks this document. */
export function verification(head: ReportHead): Content[] {
  return [
    chapter('Appendix B — Verification', 'verification'),
    {
      text: 'This report was signed when it was made. The signature lies beside the file and covers every byte of it; it names the report, its length and SHA-256, and the end of the audit log at that moment.',
      style: 'body',
    },
    section('To verify it', 'verification', 'how', {
      ol: [
        'Fetch the public keys of the installation: /.well-known/tribunal-keys.json. Keep them where the report’s sender cannot change them.',
        'Fetch the detached signature: GET /api/v2/reports/{id}/signature, and save it beside the report as <file>.sig.json.',
        'Run: tribunal verify <file> --keys <keys file>. It needs no network and says valid, altered or unknown key.',
      ],
      style: 'body',
    }),
    section('Audit log', 'verification', 'audit', {
      text: `Entry ${head.audit.sequence} of the organisation’s audit log had the hash below when this report was made. Each entry holds the hash of the one before it: with this value, nobody can shorten or rewrite the log up to there unnoticed.`,
      style: 'body',
    }),
    { text: head.audit.hash, font: 'Mono', fontSize: 8 },
  ];
}
