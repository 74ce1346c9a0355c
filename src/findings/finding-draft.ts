import { createHash } from 'node:crypto';
import { redact } from '#src/judging/redact.ts';
import type { Ruling } from '#src/judging/ruling.ts';
import { storableText } from '#src/platform/storable.ts';
import type { Evidence } from '#src/probes/oracles/oracle.ts';
import type { Probe } from '#src/probes/probe.ts';

export type EvidenceDraft = { attemptId: string; source: string; summary: string; excerpt: string; sha256: string };

/** What the vulnerable attempts of one probe say about a target, before it is known whether the finding exists already. */
export type FindingDraft = {
  fingerprint: string;
  probe: Probe;
  /** Attempts that showed it, at least one. */
  attempts: number;
  confidence: number;
  evidenceLine: string;
  evidence: EvidenceDraft[];
};

const LINE = 160;
const EXCERPT = 2000;

/** A finding's identity on its target: the weakness that a probe tests, whatever its wording, version or the day's answers. */
export function fingerprintOf(probeId: string): string {
  return createHash('sha256').update(`probe:${probeId}`).digest('hex').slice(0, 32);
}

/** Confirmed weaknesses among rulings, one draft a probe, in the order of their fingerprints so that two writers never deadlock. */
export function draftFindings(rulings: readonly Ruling[]): FindingDraft[] {
  const confirmed = rulings.filter(
    (ruling) => ruling.kind === 'vulnerable' && !ruling.needsReview && ruling.probe !== null,
  );
  const byProbe = Map.groupBy(confirmed, (ruling) => ruling.probe!.id);
  return [...byProbe.values()].map(draftOf).sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function draftOf(rulings: Ruling[]): FindingDraft {
  const best = rulings.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  const probe = best.probe!;
  const evidence = rulings.flatMap(evidenceOf);
  return {
    fingerprint: fingerprintOf(probe.id),
    probe,
    attempts: rulings.length,
    confidence: best.confidence,
    evidenceLine: lineOf(evidenceOf(best)[0]),
    evidence,
  };
}

function evidenceOf(ruling: Ruling): EvidenceDraft[] {
  const fired = ruling.evidence.filter((evidence) => evidence.state === 'fired');
  if (fired.length > 0)
    return [...Map.groupBy(fired, (evidence) => evidence.kind).values()].map(([first]) => fromOracle(ruling, first!));
  const [opinion] = ruling.opinions
    .filter((o) => o.verdict === 'vulnerable')
    .sort((a, b) => b.confidence - a.confidence);
  const cited = opinion?.citations[0];
  const answer = ruling.answers[cited?.turn ?? ruling.answers.length - 1] ?? '';
  const excerpt = cited ? answer.slice(cited.start, cited.end) : answer.slice(0, 300);
  return [
    {
      attemptId: ruling.attemptId,
      source: ruling.review ? 'review' : 'judges',
      summary: safe(
        ruling.review?.reason ?? opinion?.rationale ?? (ruling.review ? 'A reviewer says so.' : 'The judges agree.'),
      ),
      excerpt: safe(excerpt),
      sha256: sha256(answer),
    },
  ];
}

function fromOracle(ruling: Ruling, evidence: Evidence): EvidenceDraft {
  const excerpt = evidence.excerpts[0];
  const answer = ruling.answers[excerpt?.turn ?? ruling.answers.length - 1] ?? '';
  return {
    attemptId: ruling.attemptId,
    source: evidence.kind,
    summary: safe(evidence.summary),
    excerpt: safe(evidence.excerpts.map((e) => e.text).join('\n')),
    sha256: sha256(answer),
  };
}

/** What is shown of a piece of evidence in lists: one line of at most 160 characters. */
export function lineOf(evidence: Pick<EvidenceDraft, 'summary' | 'excerpt'> | undefined): string {
  const text = evidence ? `${evidence.summary}${evidence.excerpt ? ` “${evidence.excerpt}”` : ''}` : '';
  const line = text.replace(/\s+/g, ' ').trim();
  // A cut may leave half of a character, which PostgreSQL does not take.
  return line.length > LINE ? `${storableText(line.slice(0, LINE - 1))}…` : line;
}

function safe(text: string): string {
  return storableText(redact(text).slice(0, EXCERPT));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
