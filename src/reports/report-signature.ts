import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#src/platform/canonical-json.ts';
import type { App } from '#src/platform/context.ts';
import { type PublicJwk, signingKeys } from './signing-keys.ts';

/** What a signature says of a report's file. */
export const reportStatement = z.strictObject({
  type: z.literal('tribunal.report.v1'),
  report_id: z.string().max(64),
  tenant_slug: z.string().max(200),
  format: z.string().max(20),
  generated_at: z.string().max(40),
  size: z.int().min(0),
  /** Of the file's bytes, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The end of the tenant's audit chain when the report was made. */
  audit_head: z.strictObject({ sequence: z.string().max(20), hash: z.string().max(128) }),
});
export type ReportStatement = z.output<typeof reportStatement>;

/** A detached signature: the statement, and Ed25519 over its canonical JSON (keys in order, no spaces, UTF-8). */
export const reportSignature = z.strictObject({
  statement: reportStatement,
  algorithm: z.literal('Ed25519'),
  key_id: z.string().max(64),
  signature: z.string().max(128),
});
export type ReportSignature = z.output<typeof reportSignature>;

/** Signs a statement with the key of the moment. */
export async function signReport(app: Pick<App, 'config'>, statement: ReportStatement): Promise<ReportSignature> {
  const { current } = await signingKeys(app);
  const signature = current.sign(Buffer.from(canonicalJson(statement)));
  return { statement, algorithm: 'Ed25519', key_id: current.kid, signature };
}

/**
 * - `valid`: a key that is known signed just this file.
 * - `altered`: the file or the signature is not what was signed.
 * - `unknown_key`: the key that claims to have signed is not among those that are trusted; nothing follows about the file.
 */
export type Verdict = 'valid' | 'altered' | 'unknown_key';

export type Verification = { verdict: Verdict /** In words, for people. */; reason: string };

/** What a file is by its bytes. */
export type FileDigest = { size: number; sha256: string };

/** Compares a file with its signature. Pure: it trusts the keys that it is given and nothing else. */
export function verifyReport(file: FileDigest, signature: ReportSignature, keys: readonly PublicJwk[]): Verification {
  const jwk = keys.find(({ kid }) => kid === signature.key_id);
  if (!jwk)
    return {
      verdict: 'unknown_key',
      reason: `The signature names the key ${signature.key_id}, which is not among the trusted ones.`,
    };
  const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
  const bytes = Buffer.from(canonicalJson(signature.statement));
  if (!verify(null, bytes, key, Buffer.from(signature.signature, 'base64url')))
    return { verdict: 'altered', reason: 'The signature does not fit its statement: one of the two was changed.' };
  const { size, sha256 } = signature.statement;
  if (file.size !== size)
    return { verdict: 'altered', reason: `The file has ${file.size} bytes, and ${size} were signed.` };
  if (file.sha256 !== sha256)
    return { verdict: 'altered', reason: 'The file’s SHA-256 is not the one that was signed.' };
  return { verdict: 'valid', reason: `Signed by the key ${jwk.kid} at ${signature.statement.generated_at}.` };
}
