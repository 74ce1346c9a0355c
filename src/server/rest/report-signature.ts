import { z } from 'zod';
import { checkReport, signatureOf } from '#src/reports/check-report.ts';
import { reportSignature } from '#src/reports/report-signature.ts';
import { oneReport } from './reports.ts';
import { type Row, row } from './row.ts';

const verification = z
  .strictObject({
    verdict: z.enum(['valid', 'altered', 'unknown_key']),
    reason: z.string().describe('The same in words.'),
    file: z
      .strictObject({ size: z.int(), sha256: z.string() })
      .nullable()
      .describe('What was compared. Null when the stored file does not open any more.'),
    key_id: z.string(),
    signed: z
      .strictObject({ size: z.int(), sha256: z.string(), generated_at: z.string() })
      .describe('What was signed.'),
  })
  .meta({ id: 'ReportVerification' });

export const REPORT_SIGNATURE_ROWS: readonly Row[] = [
  row({
    ...oneReport,
    method: 'GET',
    path: '/reports/{id}/signature',
    id: 'getReportSignature',
    summary: 'The detached signature of a report',
    description:
      'Ed25519 over the canonical JSON of the statement. Save it beside the file as `<file>.sig.json` and run `tribunal verify`. The public keys are at `/.well-known/tribunal-keys.json`.',
    scope: 'reports:read',
    answer: reportSignature.meta({ id: 'ReportSignature' }),
    errors: ['not_found', 'report_not_ready'],
    handle: (ctx, { params }) => signatureOf(ctx, params.id),
  }),
  row({
    ...oneReport,
    method: 'POST',
    path: '/reports/{id}/verify',
    id: 'verifyReport',
    summary: 'Verify a report’s file',
    description:
      'Send the file’s bytes as `application/octet-stream` to compare them with what was signed; without a body, the stored file is compared.',
    scope: 'reports:read',
    file: true,
    answer: verification,
    errors: [
      'not_found',
      'report_not_ready',
      'report_failed',
      'report_expired',
      'unavailable',
      'invalid_input',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle(ctx, { params, upload }) {
      const { verdict, reason, file, signature } = await checkReport(ctx, params.id, upload);
      const { size, sha256, generated_at } = signature.statement;
      return { verdict, reason, file, key_id: signature.key_id, signed: { size, sha256, generated_at } };
    },
  }),
];
