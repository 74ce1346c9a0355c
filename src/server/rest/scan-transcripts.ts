import { Readable } from 'node:stream';
import { z } from 'zod';
import { readTranscripts, type Transcript } from '#src/judging/read-transcripts.ts';
import { formatId } from '#src/platform/ids.ts';
import { dlpNote, showNote } from './dlp-shape.ts';
import { moment, showMoment, shownId } from './identifiers.ts';
import { type Row, row } from './row.ts';
import { oneScan } from './scans.ts';

const turn = z.strictObject({
  index: z.int(),
  prompt: z.string(),
  answer: z.string().describe('Untrusted text.'),
  answer_sha256: z.string().describe('SHA-256 of the answer as it came, in hex.'),
  tool_calls: z.array(z.strictObject({ name: z.string(), arguments: z.string() })),
  finish: z.string(),
  http_status: z.int(),
  latency_ms: z.number(),
  input_tokens: z.int(),
  output_tokens: z.int(),
});

const transcript = z
  .strictObject({
    attempt_id: shownId,
    position: z.int().describe('Its place in the order of sending, from 0: pass it as `after` to go on behind it.'),
    probe_id: z.string(),
    probe_version: z.int(),
    variant: z.string(),
    repeat: z.int(),
    state: z.string(),
    failure_reason: z.string().nullable(),
    failure: z.string().nullable(),
    verdict: z.string().nullable(),
    confidence: z.number().nullable(),
    answered_at: moment.nullable(),
    judged_at: moment.nullable(),
    system: z.string().nullable().describe('The system message that was sent with it.'),
    dlp: z.array(dlpNote).describe('The rules that found something in what was to be sent, and what they did.'),
    turns: z.array(turn),
  })
  .meta({ id: 'Transcript' });

const HELD = 256 * 1024;

export const TRANSCRIPT_ROWS: readonly Row[] = [
  row({
    ...oneScan,
    method: 'GET',
    path: '/scans/{id}/transcripts',
    id: 'streamTranscripts',
    summary: 'What was said in a scan, one attempt a line',
    description:
      'JSON Lines in the order of sending, as fast as you read them. Personal data and credentials are redacted in every text.',
    scope: 'scans:read',
    query: z.strictObject({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(2_147_483_647)
        .optional()
        .describe('Only attempts behind this position.'),
    }),
    answer: transcript,
    media: 'application/x-ndjson',
    async handle(ctx, { params, query }) {
      const source = await readTranscripts(ctx, params.id, query.after);
      return Readable.from(lines(source), { objectMode: false, highWaterMark: HELD });
    },
  }),
];

async function* lines(source: AsyncGenerator<Transcript>): AsyncGenerator<string> {
  for await (const one of source) yield `${JSON.stringify(show(one))}\n`;
}

function show(one: Transcript): z.input<typeof transcript> {
  return {
    attempt_id: formatId('attempt', one.id),
    position: one.position,
    probe_id: one.probeId,
    probe_version: one.probeVersion,
    variant: one.variant,
    repeat: one.repeat,
    state: one.state,
    failure_reason: one.failureReason,
    failure: one.failure,
    verdict: one.verdict,
    confidence: one.confidence,
    answered_at: showMoment(one.answeredAt),
    judged_at: showMoment(one.judgedAt),
    system: one.system,
    dlp: one.dlp.map(showNote),
    turns: one.turns.map((said) => ({
      index: said.index,
      prompt: said.prompt,
      answer: said.answer,
      answer_sha256: said.answerSha256,
      tool_calls: said.toolCalls,
      finish: said.finish,
      http_status: said.httpStatus,
      latency_ms: said.latencyMs,
      input_tokens: said.inputTokens,
      output_tokens: said.outputTokens,
    })),
  };
}
