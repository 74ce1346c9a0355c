import { verify, X509Certificate } from 'node:crypto';
import { context, type Der, DerError, expectTag, partsOf, readDer, TAG, withTag } from './der.ts';

// Object identifiers, as DER has them.
const SIGNED_DATA = '2a864886f70d010702';
const DATA = '300b06092a864886f70d010701';
const VERSION_1 = '020101';
/** With the absent parameters as NULL, and without them. */
const SHA256 = ['300d06096086480165030402010500', '300b0609608648016503040201'];
/** rsaEncryption, sha256WithRSAEncryption, ecdsa-with-SHA256. */
const KEYS = ['300d06092a864886f70d0101010500', '300d06092a864886f70d01010b0500', '300a06082a8648ce3d040302'];
const MESSAGE_DIGEST = '2a864886f70d010904';
const SIGNING_TIME = '2a864886f70d010905';

/** A detached signature in a CMS container (RFC 5652) by one signer, with SHA-256. */
export type SignedData = {
  /** Of the key that is said to have signed. */
  certificate: X509Certificate;
  /** All that it holds, with that one, in DER. */
  certificates: Buffer[];
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
 * Reads a container and checks that its signer signed its own words. Whether `digest` is that of a document, and whether the certificates are
 * trusted, is for the caller to say. Strict: what is neither signed nor a certificate has one form alone, so that no byte can be changed unseen.
 *
 * @throws DerError when it is no such container
 */
export function readSignedData(bytes: Buffer): SignedData {
  const outer = readDer(bytes);
  const [type, body] = partsOf(outer);
  if (type?.content.toString('hex') !== SIGNED_DATA || body?.tag !== context(0)) throw new DerError('no signed data');
  const [version, algorithms, data, held, signers] = partsOf(readDer(body.content));
  const certificates = partsOf(expectTag(held, context(0)));
  const [signer, ...others] = partsOf(expectTag(signers, TAG.set));
  if (!signer || others.length > 0) throw new DerError('not one signer');
  const [signerVersion, issuerAndSerial, digestAlgorithm, attributes, keyAlgorithm, signature, ...more] =
    partsOf(signer);
  const forms: [Der | undefined, readonly string[]][] = [
    [version, [VERSION_1]],
    [data, [DATA]],
    [signerVersion, [VERSION_1]],
    [partsOf(expectTag(algorithms, TAG.set))[0], SHA256],
    [digestAlgorithm, SHA256],
    [keyAlgorithm, KEYS],
  ];
  if (more.length > 0 || !forms.every(([value, known]) => value && known.includes(value.bytes.toString('hex'))))
    throw new DerError('not of the form that is taken');
  return read(
    outer,
    certificates,
    expectTag(issuerAndSerial, TAG.sequence),
    expectTag(attributes, context(0)),
    signature,
  );
}

function read(
  outer: Der,
  certificates: readonly Der[],
  issuerAndSerial: Der,
  attributes: Der,
  signature: Der | undefined,
): SignedData {
  const certificate = certificateOf(certificates, issuerAndSerial);
  const values = new Map(partsOf(attributes).map((attribute) => [oidOf(attribute), firstValue(attribute)]));
  const digest = values.get(MESSAGE_DIGEST);
  if (digest?.tag !== TAG.octets) throw new DerError('no digest');
  // What is signed are the attributes as a set, not as the `[0]` that they lie in as.
  const signed = Buffer.concat([Buffer.from([TAG.set]), attributes.bytes.subarray(1)]);
  return {
    certificate,
    certificates: certificates.map(({ bytes }) => bytes),
    signedAt: timeOf(values.get(SIGNING_TIME)),
    digest: digest.content,
    holds: verify('sha256', signed, certificate.publicKey, expectTag(signature, TAG.octets).content),
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
