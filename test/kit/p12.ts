import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Certificate, makeCertificate } from './certificates.ts';

const run = promisify(execFile);

/** Runs openssl, which nothing of the project's own has a part in. */
export async function openssl(...args: string[]): Promise<string> {
  return (await run('openssl', args)).stdout;
}

export type P12 = AsyncDisposable & {
  path: string;
  passphrase: string;
  certificate: Certificate;
  authority: Certificate;
};

/** A PKCS #12 file as an operator would have it: an RSA key, its certificate, and that of the authority that issued it. */
export async function makeP12(
  input: { name?: string; notBefore?: Date; notAfter?: Date; rsa?: boolean } = {},
): Promise<P12> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-p12-'));
  const [path, key, cert, chain] = ['signing.p12', 'key.pem', 'cert.pem', 'chain.pem'].map((name) =>
    join(folder, name),
  );
  const passphrase = 'correct horse';
  const issuer = makeCertificate({ name: 'Acme Root', rsa: true });
  const certificate = makeCertificate({ rsa: true, name: 'Acme Evidence', issuer, ...input });
  await writeFile(key!, certificate.key, { mode: 0o600 });
  await writeFile(cert!, certificate.cert);
  await writeFile(chain!, issuer.cert);
  await openssl(
    'pkcs12',
    '-export',
    '-inkey',
    key!,
    '-in',
    cert!,
    '-certfile',
    chain!,
    '-out',
    path!,
    '-passout',
    `pass:${passphrase}`,
  );
  return {
    path: path!,
    passphrase,
    certificate,
    authority: issuer,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
