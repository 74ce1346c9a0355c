import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readConfig } from '#src/platform/config.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { currentCertificate, signingCertificate } from '#src/reports/signing-certificate.ts';
import { startSystem } from '#src/start-system.ts';
import { freshDatabase } from '#test/kit/database.ts';
import { makeP12, openssl } from '#test/kit/p12.ts';

const HOUR = 3_600_000;

function appWith(path: string, passphrase: string, now = () => Date.now()) {
  const env = { REPORT_SIGNING_P12: path, REPORT_SIGNING_P12_PASSPHRASE: passphrase };
  return { config: readConfig(env), clock: { now } };
}

async function refusal(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => new Error('it was opened'),
    (reason: Error) => reason,
  );
  expect(error, error.message).toBeInstanceOf(StartupError);
  return error.message;
}

it('is opened with its passphrase, and known by its name', async () => {
  await using p12 = await makeP12();
  const found = await signingCertificate(appWith(p12.path, p12.passphrase));
  expect(found?.name).toBe('Acme Evidence');
  expect(found?.certificate.raw).toEqual(new X509Certificate(p12.certificate.cert).raw);
  expect(await signingCertificate({ config: readConfig({}), clock: { now: () => 0 } })).toBeNull();
});

it('keeps the process from starting, in words and without the passphrase', async () => {
  await using p12 = await makeP12();
  await using database = await freshDatabase();
  const env = {
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    REPORT_SIGNING_P12: p12.path,
    REPORT_SIGNING_P12_PASSPHRASE: 'wrong-passphrase',
  };
  const said = await refusal(startSystem(readConfig(env), { api: true, worker: true }));
  expect(said).toBe('REPORT_SIGNING_P12: REPORT_SIGNING_P12_PASSPHRASE does not open it.');
});

it('is refused when it is not there, is something else, or is not valid now', async () => {
  await using p12 = await makeP12();
  const { path, passphrase } = p12;
  expect(await refusal(signingCertificate(appWith(`${path}.gone`, passphrase)))).toContain('cannot be read (ENOENT)');
  await using expired = await makeP12({
    notBefore: new Date(Date.now() - 2 * HOUR),
    notAfter: new Date(Date.now() - HOUR),
  });
  expect(await refusal(signingCertificate(appWith(expired.path, expired.passphrase)))).toMatch(
    /is valid from .* to .*, and not now\.$/,
  );
  await using early = await makeP12({
    notBefore: new Date(Date.now() + HOUR),
    notAfter: new Date(Date.now() + 2 * HOUR),
  });
  expect(await refusal(signingCertificate(appWith(early.path, early.passphrase)))).toContain('not now');
  await using curve = await makeP12({ rsa: false });
  expect(await refusal(signingCertificate(appWith(curve.path, curve.passphrase)))).toContain(
    'no PKCS #12 file with an RSA key',
  );
  await writeFile(path, 'no container');
  expect(await refusal(signingCertificate(appWith(path, passphrase)))).toContain('no PKCS #12 file');
});

it('signs nothing any more when it runs out while the process runs', async () => {
  await using p12 = await makeP12();
  let now = Date.now();
  const app = appWith(p12.path, p12.passphrase, () => now);
  expect(await currentCertificate(app)).not.toBeNull();
  now += 2 * HOUR;
  await expect(currentCertificate(app)).rejects.toMatchObject({
    code: 'report_failed',
    message: expect.stringContaining('renew'),
  });
});

it('may have been made by older tools', async () => {
  await using p12 = await makeP12();
  const old = `${p12.path}.old`;
  const pass = `pass:${p12.passphrase}`;
  await openssl('pkcs12', '-in', p12.path, '-out', `${old}.pem`, '-nodes', '-passin', pass);
  await openssl('pkcs12', '-export', '-legacy', '-descert', '-in', `${old}.pem`, '-out', old, '-passout', pass);
  expect((await signingCertificate(appWith(old, p12.passphrase)))?.name).toBe('Acme Evidence');
});
