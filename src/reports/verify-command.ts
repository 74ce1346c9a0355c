import { access, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Outbound } from '#src/platform/outbound.ts';
import { type PublicKeySet, type TrustedKeys, trustedKeys } from './public-keys.ts';
import { type ReportSignature, reportSignature } from './report-signature.ts';
import { type FileVerification, verifyFile } from './verify-file.ts';

const USAGE = `tribunal verify FILE [--signature FILE] [--keys FILE|URL] [--json]

  FILE          a report as it was downloaded
  --signature   its detached signature; FILE.sig.json unless given. A PDF document may do without, if it is signed itself
  --keys        the public keys to trust, as /.well-known/tribunal-keys.json of the installation tells them; the keys of this
                installation unless given
  --json        the answer as JSON

Ends with 0 when the report is valid, 1 when it was altered, 3 when the key is unknown, 2 when it was asked in a wrong way.
`;

const STATUS = { valid: 0, altered: 1, unknown_key: 3 } as const;
const WRONG = 2;

export type VerifyDeps = {
  /** The keys of this installation; asked for only when none are given. */
  ownKeys: () => Promise<PublicKeySet>;
  outbound: Outbound;
  print: (text: string) => void;
};

/** `tribunal verify …`: needs no database and, with keys in a file, no network. Answers the exit status. */
export async function runVerifyCommand(args: readonly string[], deps: VerifyDeps): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        signature: { type: 'string' },
        keys: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const [file, ...more] = positionals;
    if (values.help || file === undefined || more.length > 0) {
      deps.print(USAGE);
      return values.help ? 0 : WRONG;
    }
    const signature = await signatureFor(file, values.signature);
    const keys = await keysOf(values.keys, deps);
    const result = await verifyFile(file, signature, keys);
    if (!result) throw new Error(`There is no ${file}.sig.json, and ${file} is not signed itself. Name its signature.`);
    deps.print(values.json ? `${JSON.stringify(jsonOf(file, result, signature))}\n` : textOf(file, result));
    return STATUS[result.verdict];
  } catch (error) {
    deps.print(`${(error as Error).message}\n\n${USAGE}`);
    return WRONG;
  }
}

function textOf(file: string, { verdict, reasons }: FileVerification): string {
  const word = { valid: 'VALID', altered: 'ALTERED', unknown_key: 'UNKNOWN KEY' }[verdict];
  return `${word}  ${file}\n${reasons.join('\n')}\n`;
}

function jsonOf(file: string, { verdict, reasons, pdf }: FileVerification, signature: ReportSignature | null): object {
  return { file, verdict, reasons, statement: signature?.statement ?? null, pdf };
}

/** The detached signature; null when none was named and none lies beside the file. */
async function signatureFor(file: string, named: string | undefined): Promise<ReportSignature | null> {
  const path = named ?? `${file}.sig.json`;
  if (named === undefined && !(await isThere(path))) return null;
  const parsed = reportSignature.safeParse(parseJson(await readFile(path, 'utf8'), path));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is no signature of a report.`);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function keysOf(place: string | undefined, { ownKeys, outbound }: VerifyDeps): Promise<TrustedKeys> {
  const set = place === undefined ? await ownKeys() : parseJson(await textAt(place, outbound), place);
  const keys = trustedKeys(set);
  if (keys) return keys;
  throw new Error(`${place} holds no public keys.`);
}

async function textAt(place: string, outbound: Outbound): Promise<string> {
  if (!/^https?:/.test(place)) return readFile(place, 'utf8');
  return (await outbound.request({ url: place, maxResponseBytes: 64 * 1024 })).text();
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${place} is not JSON.`);
  }
}
