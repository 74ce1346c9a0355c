import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type Client, type CreateReportInput, createClient, type PublicKey, type Verdict } from '#sdk/index.ts';
import type { DemoSystem } from './demo-io.ts';

/** A report as it lies on disk. */
export type DemoReport = {
  format: 'pdf' | 'json';
  path: string;
  /** In bytes. */
  size: number;
  sha256: string;
  verdict: Verdict;
};

/** The reports, and the public keys by which anybody can verify them once the demo’s system is gone. */
export type DemoReports = { files: DemoReport[]; keysPath: string };

const NAME = 'tribunal-demo';

/**
 * Has a signed PDF and JSON written of a scan, downloads them with their signatures, and verifies what then lies on disk. Files of an earlier demo
 * are replaced.
 *
 * @throws TribunalError
 */
export async function makeReports(
  system: Pick<DemoSystem, 'url' | 'token'>,
  scanId: string,
  folder: string,
  signal: AbortSignal,
): Promise<DemoReports> {
  const client = createClient({ url: system.url, token: system.token });
  await mkdir(folder, { recursive: true });
  const keys = await publicKeys(system.url, signal);
  const keysPath = join(folder, 'tribunal-keys.json');
  await writeFile(keysPath, `${JSON.stringify({ keys }, null, 2)}\n`);
  const files: DemoReport[] = [];
  for (const asked of [await askFor(client, 'pdf', scanId, signal), await askFor(client, 'json', scanId, signal)])
    files.push(await keep(client, { ...asked, folder, keys }, signal));
  return { files, keysPath };
}

type Asked = { id: string; format: DemoReport['format'] };

async function askFor(client: Client, format: Asked['format'], scanId: string, signal: AbortSignal): Promise<Asked> {
  const input: CreateReportInput = {
    title: 'What the demo found',
    format: format === 'pdf' ? 'PDF' : 'JSON',
    scope: { scanIds: [scanId] },
  };
  const { id } = await client.reports.create(input, { signal });
  return { id, format };
}

type Wanted = Asked & { folder: string; keys: PublicKey[] };

async function keep(client: Client, { id, format, folder, keys }: Wanted, signal: AbortSignal): Promise<DemoReport> {
  const { size, sha256, signature } = await client.reports.wait(id, { signal });
  const path = join(folder, `${NAME}.${format}`);
  const { body } = await client.reports.download(id, { signal });
  await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(path), { signal });
  await writeFile(`${path}.sig.json`, `${signature}\n`);
  const verdict = await client.reports.verify(id, await readFile(path), { keys, signal });
  return { format, path, size: size!, sha256: sha256!, verdict };
}

async function publicKeys(url: string, signal: AbortSignal): Promise<PublicKey[]> {
  const response = await fetch(`${url}/.well-known/tribunal-keys.json`, { signal });
  if (!response.ok) throw new Error(`The public keys could not be read: ${response.status}.`);
  return ((await response.json()) as { keys: PublicKey[] }).keys;
}

/** Whether every file on disk is what was signed. */
export function allValid({ files }: DemoReports): boolean {
  return files.every(({ verdict }) => verdict === 'valid');
}
