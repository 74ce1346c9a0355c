import { execFile } from 'node:child_process';
import { access, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOutbound } from '#src/platform/outbound.ts';
import type { PublicKeySet } from '#src/reports/public-keys.ts';
import { runVerifyCommand } from '#src/reports/verify-command.ts';
import { OWNER } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { makeP12, openssl, type P12 } from '#test/kit/p12.ts';
import { rest } from '#test/kit/rest.ts';
import { ROOT } from '#test/kit/sources.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

let stack: AsyncDisposableStack;
let world: ReportWorld;
let p12: P12;
/** What an auditor has been sent, as it was. */
let sent: { folder: string; pdf: Buffer; keys: PublicKeySet };
beforeAll(async () => {
  stack = new AsyncDisposableStack();
  p12 = stack.use(await makeP12());
  world = stack.use(await reportWorld({ config: { pdfSigning: { path: p12.path, passphrase: p12.passphrase } } }));
  const folder = await scratch();
  for (const format of ['json', 'pdf']) await save(folder, format);
  const keys = await (await fetch(`${world.system.url}/.well-known/tribunal-keys.json`)).json();
  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys));
  sent = { folder, pdf: await readFile(join(folder, 'report.pdf')), keys: keys as PublicKeySet };
});
afterAll(() => stack.disposeAsync());

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-verify-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function save(folder: string, format: string): Promise<void> {
  const { id } = await world.ready({ format });
  const file = await (await world.download(id)).arrayBuffer();
  await writeFile(join(folder, `report.${format}`), new Uint8Array(file));
  const { text } = await rest(world.system, OWNER, 'GET', `/reports/${id}/signature`);
  await writeFile(join(folder, `report.${format}.sig.json`), text);
}

/** A copy of what was sent, for each test to change. */
let folder: string;
beforeEach(async () => {
  folder = await scratch();
  await cp(sent.folder, folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const withKeys = (name: string, ...more: string[]) => [at(name), '--keys', at('keys.json'), ...more];

async function verify(...args: string[]): Promise<{ status: number; said: string }> {
  const outbound = createOutbound({ allowPrivate: ['127.0.0.1'] });
  const said: string[] = [];
  const ownKeys = async () => sent.keys;
  const status = await runVerifyCommand(args, { ownKeys, outbound, print: (text) => void said.push(text) });
  await outbound.close();
  return { status, said: said.join('') };
}

async function change(name: string, position: number): Promise<void> {
  const bytes = await readFile(at(name));
  bytes[position]! ^= 1;
  await writeFile(at(name), bytes);
}

/** In a process with nothing of this machine's settings: neither a database nor a key of its own. */
function command(...args: string[]): Promise<[status: number, said: string]> {
  const { promise, resolve } = Promise.withResolvers<[number, string]>();
  const options = { cwd: ROOT, env: { DATA_DIR: at('data') } };
  execFile(process.execPath, ['tribunal.mjs', 'verify', ...args], options, (error, out) =>
    resolve([Number(error?.code ?? 0), out]),
  );
  return promise;
}

describe('tribunal verify, as an auditor runs it', () => {
  it.each([
    ['a report', [], 0, 'VALID'],
    ['a report that was changed', ['changed'], 1, 'ALTERED'],
    ['the keys of somebody else', ['keys'], 3, 'UNKNOWN KEY'],
  ] as const)('%s', async (_what, [broken], status, word) => {
    if (broken === 'changed') await change('report.pdf', 1000);
    if (broken === 'keys')
      await writeFile(at('keys.json'), JSON.stringify({ keys: [{ ...sent.keys.keys[0], kid: '0'.repeat(32) }] }));
    const [code, out] = await command(...withKeys('report.pdf'));
    expect([code, out.split('  ')[0]], out).toEqual([status, word]);
  });

  it('without keys, where no installation is, asks for keys and makes none', async () => {
    const [code, out] = await command(at('report.pdf'));
    expect([code, out], out).toEqual([2, expect.stringContaining('--keys')]);
    expect(out).toContain('has no key of its own');
    await expect(access(at('data'))).rejects.toThrow('ENOENT');
  });
});

describe('a detached signature', () => {
  it('holds for the file that it was made for, with keys of a file, of an address, and of the installation', async () => {
    const url = `${world.system.url}/.well-known/tribunal-keys.json`;
    for (const keys of [['--keys', at('keys.json')], ['--keys', url], []])
      for (const name of ['report.json', 'report.pdf'])
        expect(await verify(at(name), ...keys)).toMatchObject({ status: 0, said: expect.stringMatching(/^VALID {2}/) });
  });

  it('does not hold when a byte of it is another', async () => {
    const text = await readFile(at('report.json.sig.json'), 'utf8');
    const signature = JSON.parse(text);
    const { statement } = signature;
    const changed = [
      { ...signature, statement: { ...statement, report_id: 'rpt_2026_00000000000000000000000000' } },
      { ...signature, statement: { ...statement, generated_at: '2020-01-01T00:00:00.000Z' } },
      { ...signature, statement: { ...statement, tenant_slug: 'other' } },
      { ...signature, statement: { ...statement, size: statement.size + 1 } },
      { ...signature, signature: signature.signature.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A')) },
    ];
    for (const one of changed) {
      await writeFile(at('report.json.sig.json'), JSON.stringify(one));
      expect((await verify(...withKeys('report.json'))).status, JSON.stringify(one)).toBe(1);
    }
    await writeFile(at('report.json.sig.json'), text);
    expect((await verify(...withKeys('report.json'))).status).toBe(0);
    expect((await verify(...withKeys('report.json', '--signature', at('report.pdf.sig.json')))).status).toBe(1);
  });

  it('is asked for rightly, or it is said how', async () => {
    const wrong: [string[], string][] = [
      [[], 'tribunal verify FILE'],
      [[at('report.json'), at('report.pdf')], 'tribunal verify FILE'],
      [[at('nothing.json')], 'ENOENT'],
      [[at('report.json'), '--signature', at('nothing')], 'ENOENT'],
      [[at('report.json'), '--signature', at('keys.json')], 'is no signature of a report'],
      [[at('report.json'), '--keys', at('report.json')], 'holds no public keys'],
      [[at('report.json'), '--keys', at('report.pdf')], 'is not JSON'],
      [[at('report.json'), '--loud'], 'loud'],
    ];
    for (const [args, words] of wrong)
      expect(await verify(...args), args.join(' ')).toMatchObject({ status: 2, said: expect.stringContaining(words) });
    await rm(at('report.json.sig.json'));
    expect(await verify(...withKeys('report.json'))).toMatchObject({
      status: 2,
      said: expect.stringContaining('is not signed itself'),
    });
  });
});

describe('the signature in a PDF document', () => {
  /** Verifies what the document says of itself alone. */
  const alone = async () => {
    await rm(at('report.pdf.sig.json'), { force: true });
    return verify(...withKeys('report.pdf', '--json'));
  };

  it('names its certificate, and is enough where that is trusted', async () => {
    const { status, said } = await alone();
    expect(status).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      verdict: 'valid',
      statement: null,
      pdf: { state: 'trusted', subject: 'CN=Acme Evidence', signedAt: expect.stringMatching(/^20\d\d-.*Z$/) },
    });
  });

  it('is by an unknown key where the certificate is not trusted, which takes nothing from a detached one', async () => {
    const [key] = sent.keys.keys;
    await writeFile(at('keys.json'), JSON.stringify({ keys: [key] }));
    expect(await verify(...withKeys('report.pdf'))).toMatchObject({
      status: 0,
      said: expect.stringContaining('not among the trusted ones'),
    });
    const { status, said } = await alone();
    expect([status, JSON.parse(said).pdf.state]).toEqual([3, 'unknown_certificate']);
  });

  it('breaks with any byte of the document, of its range and of itself', async () => {
    const { end, begin } = holeOf(sent.pdf);
    const size = sent.pdf.length;
    const positions = [
      ...Array.from({ length: 20 }, (_, i) => Math.floor((i * (size - 1)) / 19)),
      ...Array.from({ length: 20 }, (_, i) => end + Math.floor((i * (begin - end - 1)) / 19)),
      sent.pdf.lastIndexOf('/ByteRange') + 14,
    ];
    for (const position of positions) {
      await cp(join(sent.folder, 'report.pdf'), at('report.pdf'));
      await change('report.pdf', position);
      const { status, said } = await alone();
      // In the container are bytes of certificates that no hash covers: with one changed it is another certificate, and trusted by nobody.
      const broken = position < end || position >= begin ? [1] : [1, 3];
      expect(broken, `byte ${position} of ${size}: ${said}`).toContain(status);
    }
  });

  it('breaks when something is added, or it is moved to another document', async () => {
    await writeFile(at('report.pdf'), Buffer.concat([sent.pdf, Buffer.from('\n%%EOF\n')]));
    expect(await alone()).toMatchObject({ status: 1, said: expect.stringContaining('does not cover the whole file') });
    const other = await world.ready({ format: 'pdf', title: 'Another' });
    const theirs = Buffer.from(await (await world.download(other.id)).arrayBuffer());
    const [ours, hole] = [holeOf(sent.pdf), holeOf(theirs)];
    sent.pdf.copy(theirs, hole.end, ours.end, ours.begin);
    await writeFile(at('report.pdf'), theirs);
    expect(await alone()).toMatchObject({ status: 1, said: expect.stringContaining('is not the one') });
  });

  it('holds for openssl, which knows nothing of us, and breaks there too', async () => {
    const { end, begin } = holeOf(sent.pdf);
    const container = Buffer.from(sent.pdf.toString('latin1', end + 1, begin - 1), 'hex');
    await writeFile(at('signature.der'), container);
    await writeFile(at('root.pem'), p12.authority.cert);
    const content = Buffer.concat([sent.pdf.subarray(0, end), sent.pdf.subarray(begin)]);
    const check = async (bytes: Buffer) => {
      await writeFile(at('content'), bytes);
      const files = [
        '-in',
        at('signature.der'),
        '-content',
        at('content'),
        '-CAfile',
        at('root.pem'),
        '-out',
        at('out'),
      ];
      return openssl('cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any', ...files).then(
        () => 'holds',
        () => 'broken',
      );
    };
    expect(await check(content)).toBe('holds');
    for (const position of [0, 1000, content.length - 1]) {
      const changed = Buffer.from(content);
      changed[position]! ^= 1;
      expect(await check(changed), `byte ${position}`).toBe('broken');
    }
  });

  it('is published with its certificate, and is not in other formats', async () => {
    expect(sent.keys.keys).toHaveLength(2);
    const certificate = sent.keys.keys[1] as Json;
    const [own, issuer] = [p12.certificate, p12.authority].map(({ cert }) =>
      cert.replaceAll(/-----[A-Z ]+-----|\n/g, ''),
    );
    expect(certificate).toMatchObject({ kty: 'RSA', use: 'sig', x5c: [own, issuer] });
    expect(certificate).not.toHaveProperty('d');
    expect((await readFile(at('report.json'))).includes('ByteRange')).toBe(false);
  });
});

/** Where the signature lies in a document: from `<` to after `>`. */
function holeOf(pdf: Buffer): { end: number; begin: number } {
  const [, end, begin] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(pdf.toString('latin1'))!;
  return { end: Number(end), begin: Number(begin) };
}
