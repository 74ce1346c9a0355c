import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { readSignedData } from './cms/signed-data.ts';

/** What signs PDF documents, beside the detached signature that every report has. */
export type SigningCertificate = {
  certificate: X509Certificate;
  /** Those that issued it, as far as the file has them. */
  issuers: X509Certificate[];
  /** The subject's common name, else all of the subject. */
  name: string;
  p12: Buffer;
  passphrase: string;
  /** Bytes that a signature takes at most. */
  room: number;
};

type Deps = Pick<App, 'config' | 'clock'>;

const opened = new WeakMap<object, Promise<SigningCertificate | null>>();

/**
 * The certificate of REPORT_SIGNING_P12, opened once; null where none is configured.
 *
 * @throws StartupError in the operator's words: it cannot be read, the passphrase is wrong, the key is not RSA, it is not valid now
 */
export function signingCertificate(app: Deps): Promise<SigningCertificate | null> {
  const known = opened.get(app.config) ?? open(app);
  opened.set(app.config, known);
  return known;
}

/**
 * The same for a document that is written now.
 *
 * @throws DomainError `report_failed` when the certificate has run out since the start: a document without its signature is none
 */
export async function currentCertificate(app: Deps): Promise<SigningCertificate | null> {
  const found = await signingCertificate(app);
  if (found && !isValid(found.certificate, app.clock.now()))
    throw new DomainError(
      'report_failed',
      `The certificate that signs PDF reports is valid until ${found.certificate.validToDate.toISOString()}. The operator has to renew it.`,
    );
  return found;
}

async function open({ config, clock }: Deps): Promise<SigningCertificate | null> {
  if (!config.pdfSigning) return null;
  const { path, passphrase } = config.pdfSigning;
  const p12 = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new StartupError(`REPORT_SIGNING_P12: ${path} cannot be read (${cause.code}).`, { cause });
  });
  const sample = await signatureWith(p12, passphrase);
  const { certificate, certificates, holds } = readSignedData(sample);
  if (!holds) throw new StartupError('REPORT_SIGNING_P12: its key does not belong to its certificate.');
  if (!isValid(certificate, clock.now()))
    throw new StartupError(
      `REPORT_SIGNING_P12: its certificate is valid from ${certificate.validFromDate.toISOString()} to ${certificate.validToDate.toISOString()}, and not now.`,
    );
  // The time in it is all that may differ from one signature to the next.
  const issuers = certificates.map((der) => new X509Certificate(der)).filter(({ raw }) => !raw.equals(certificate.raw));
  return { certificate, issuers, name: nameOf(certificate), p12, passphrase, room: sample.length + 64 };
}

/** Signs nothing, to see whether it can: the library opens the container anew for each signature. */
async function signatureWith(p12: Buffer, passphrase: string): Promise<Buffer> {
  // Loaded only here: most installations do without it.
  const { P12Signer } = await import('@signpdf/signer-p12');
  try {
    return await new P12Signer(p12, { passphrase }).sign(Buffer.alloc(0));
  } catch (cause) {
    const why = /password|MAC|decrypt/i.test((cause as Error).message)
      ? 'REPORT_SIGNING_P12_PASSPHRASE does not open it'
      : 'it is no PKCS #12 file with an RSA key and its certificate';
    throw new StartupError(`REPORT_SIGNING_P12: ${why}.`, { cause });
  }
}

function isValid({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
}

function nameOf({ subject }: X509Certificate): string {
  return (/^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')).slice(0, 200);
}
