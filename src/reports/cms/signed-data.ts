import { verify, X509Certificate } from 'node:crypto';
import { context, type Der, DerError, partsOf, readDer, TAG, withTag } from './der.ts';

// Object identifiers, as DER has them.
const SIGNED_DATA = '2a864886f70d010702';
const SHA256 = '608648016503040201';
const MESSAGE_DIGEST = '2a864886f70d010904';
const SIGNING_TIME = '2a864886f70d010905';

/** A detached signature in a CMS container (RFC 5652) by one signer, with SHA-256. */
export type SignedData = {
  /** Of the key that is said to have signed. */
  certificate: X509Certificate;
  /** When the signer says it signed. */
  signedAt: Date | null;
  /** SHA-256 of what was signed, as the signature says it. */
  digest: Buffer;
  /** Whether the certificate's key signed what the container says. */
  holds: boolean;
  /** All of its bytes. */
  length: number;
};

/**
 * Reads a container and checks that its signer signed its own words. Whether `digest` is that of a document, and whether the certificate is
 * trusted, is for the caller to say.
 *
 * @throws DerError when it is no such container
 */
export function readSignedData(bytes: Buffer): SignedData {
  const outer = readDer(bytes);
  const [type, body] = partsOf(outer);
  if (type?.content.toString('hex') !== SIGNED_DATA || !body) throw new DerError('no signed data');
  const parts = partsOf(readDer(body.content));
  const [signer, ...others] = partsOf(parts.at(-1)!);
  if (!signer || others.length > 0) throw new DerError('not one signer');
  const [, issuerAndSerial, digestAlgorithm, ...rest] = partsOf(signer);
  if (!issuerAndSerial || !digestAlgorithm || oidOf(digestAlgorithm) !== SHA256) throw new DerError('not SHA-256');
  const certificate = certificateOf(partsOf(withTag(parts, context(0))), issuerAndSerial);
  const attributes = withTag(rest, context(0));
  const values = new Map(partsOf(attributes).map((attribute) => [oidOf(attribute), firstValue(attribute)]));
  const digest = values.get(MESSAGE_DIGEST);
  if (digest?.tag !== TAG.octets) throw new DerError('no digest');
  // What is signed are the attributes as a set, not as the `[0]` that they lie in as.
  const signed = Buffer.concat([Buffer.from([TAG.set]), attributes.bytes.subarray(1)]);
  return {
    certificate,
    signedAt: timeOf(values.get(SIGNING_TIME)),
    digest: digest.content,
    holds: verify('sha256', signed, certificate.publicKey, withTag(rest, TAG.octets).content),
    length: outer.bytes.length,
  };
}

/** The first part of an attribute or algorithm: what it is. */
function oidOf(value: Der): string {
  return withTag(partsOf(value), TAG.oid).content.toString('hex');
}

function firstValue(attribute: Der): Der {
  const [first] = partsOf(withTag(partsOf(attribute), TAG.set));
  if (!first) throw new DerError('an attribute without a value');
  return first;
}

/** The certificate that the signer names, by who issued it and its number. */
function certificateOf(certificates: readonly Der[], issuerAndSerial: Der): X509Certificate {
  const [issuer, serial] = partsOf(issuerAndSerial);
  for (const { bytes } of certificates) {
    const fields = partsOf(partsOf(readDer(bytes))[0]!).filter(({ tag }) => tag !== context(0));
    const [number, , issuedBy] = fields;
    if (serial && issuer && number?.bytes.equals(serial.bytes) && issuedBy?.bytes.equals(issuer.bytes))
      return new X509Certificate(bytes);
  }
  throw new DerError('the signer’s certificate is not in it');
}

/** UTCTime, `YYMMDDHHMMSSZ`: years from 50 on are of the last century. */
function timeOf(value: Der | undefined): Date | null {
  const found = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(value?.content.toString('latin1') ?? '');
  if (value?.tag !== TAG.utcTime || !found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as number[];
  return new Date(Date.UTC(year! + (year! < 50 ? 2000 : 1900), month! - 1, day!, hour!, minute!, second!));
}
