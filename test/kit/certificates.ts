import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type Certificate = { cert: string; key: string; name: string; privateKey: KeyObject };

/**
 * A certificate made on the spot (X.509 v3, RFC 5280; ECDSA P-256 unless RSA is asked for), so that no test has a key in the repository or a day on
 * which it begins to fail. Without an issuer it signs itself, and may sign others.
 */
export function makeCertificate(input: {
  name: string;
  issuer?: Certificate;
  notBefore?: Date;
  notAfter?: Date;
  rsa?: boolean;
}): Certificate {
  const { publicKey, privateKey } = input.rsa
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = input.issuer?.privateKey ?? privateKey;
  const algorithm = signer.asymmetricKeyType === 'rsa' ? RSA_SHA256 : ECDSA_SHA256;
  const hour = 3_600_000;
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    distinguishedName(input.issuer?.name ?? input.name),
    sequence(time(input.notBefore ?? new Date(Date.now() - hour)), time(input.notAfter ?? new Date(Date.now() + hour))),
    distinguishedName(input.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(basicConstraints(input.issuer === undefined), subjectAltName(input.name))),
  );
  const signature = sign('sha256', body, signer);
  const der = sequence(body, algorithm, bitString(signature));
  const cert = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), name: input.name, privateKey };
}

/** One DER value: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const integer = (value: Buffer) => der(0x02, value);
const bitString = (value: Buffer) => der(0x03, Buffer.from([0]), value);
const octetString = (value: Buffer) => der(0x04, value);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
const explicit = (tag: number, value: Buffer) => der(0xa0 + tag, value);

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const RSA_SHA256 = sequence(oid('2a864886f70d01010b'), der(0x05));

function distinguishedName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), utf8(name))));
}

/** GeneralizedTime, `YYYYMMDDHHMMSSZ`. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d{3}/g, '')));
}

function basicConstraints(authority: boolean): Buffer {
  const value = authority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence();
  return sequence(oid('551d13'), der(0x01, Buffer.from([0xff])), octetString(value));
}

function subjectAltName(name: string): Buffer {
  const octets = name.split('.').map(Number);
  const isAddress = octets.length === 4 && octets.every((part) => part >= 0 && part <= 255);
  const entry = isAddress ? der(0x87, Buffer.from(octets)) : der(0x82, Buffer.from(name));
  return sequence(oid('551d11'), octetString(sequence(entry)));
}
