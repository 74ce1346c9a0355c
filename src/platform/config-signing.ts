import { resolve } from 'node:path';
import { z } from 'zod';

// What signs reports, beside REPORT_SIGNING_KEY: a certificate, for PDF documents.

/** Its variables, by their names. */
export const SIGNING_VARIABLES = {
  REPORT_SIGNING_P12: z.string().max(4096, 'is longer than 4,096 characters').optional(),
  REPORT_SIGNING_P12_PASSPHRASE: z.string().max(4096, 'is longer than 4,096 characters').optional(),
} as const;

type SigningVariables = z.output<z.ZodObject<typeof SIGNING_VARIABLES>>;

/** Null: PDF documents have their detached signature alone. The path is absolute. */
export type SigningConfig = { pdfSigning: { path: string; passphrase: string } | null };

export function signingConfig(variables: SigningVariables): SigningConfig {
  const { REPORT_SIGNING_P12: path, REPORT_SIGNING_P12_PASSPHRASE: passphrase = '' } = variables;
  return { pdfSigning: path ? { path: resolve(path), passphrase } : null };
}

/** A passphrase of nothing is a slip. */
export function signingProblems(env: Readonly<Record<string, string>>): string[] {
  if (!env.REPORT_SIGNING_P12_PASSPHRASE || env.REPORT_SIGNING_P12) return [];
  return ['REPORT_SIGNING_P12_PASSPHRASE is set and REPORT_SIGNING_P12 is not: name the file that it opens.'];
}
