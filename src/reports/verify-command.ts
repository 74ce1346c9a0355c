import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Outbound } from '#src/platform/outbound.ts';
import { digestOf } from './file-digest.ts';
import { reportSignature, type Verification, verifyReport } from './report-signature.ts';
import type { PublicJwk } from './signing-keys.ts';

const USAGE = `tribunal verify FILE [--signature FILE] [--keys FILE|URL] [--json]

  FILE          a report as it was downloaded
  --signature   its detached signature; FILE.sig.json unless given
  --keys        the public keys to trust, as /.well-known/tribunal-keys.json of the installation tells them; the keys of this
                installation unless given

Ends with 0 when the report is valid, 1 when it was altered, 3 when the key is unknown, 2 when it was asked in a wrong way.
`;

const STATUS = { valid: 0, altered: 1, unknown_key: 3 } as const;
const WRONG = 2;

const jwks = z.object({
  keys: z
    .array(
      z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().max(64), kid: z.string().max(64) }),
    )
    .max(100),
});

export type VerifyDeps = {
  /** The keys of this installation; asked for only when none are given. */
  ownKeys: () => Promise<readonly PublicJwk[]>;
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
    const signature = await readSignature(values.signature ?? `${file}.sig.json`);
    const keys = values.keys === undefined ? await deps.ownKeys() : await readKeys(values.keys, deps.outbound);
    const result = verifyReport(await digestOf(createReadStream(file)), signature, keys);
    deps.print(
      values.json ? `${JSON.stringify({ file, ...result, statement: signature.statement })}\n` : textOf(file, result),
    );
    return STATUS[result.verdict];
  } catch (error) {
    deps.print(`${(error as Error).message}\n\n${USAGE}`);
    return WRONG;
  }
}

function textOf(file: string, { verdict, reason }: Verification): string {
  const word = { valid: 'VALID', altered: 'ALTERED', unknown_key: 'UNKNOWN KEY' }[verdict];
  return `${word}  ${file}\n${reason}\n`;
}

async function readSignature(path: string) {
  const parsed = reportSignature.safeParse(parseJson(await readFile(path, 'utf8'), path));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is no signature of a report.`);
}

async function readKeys(place: string, outbound: Outbound): Promise<PublicJwk[]> {
  const text = /^https?:/.test(place)
    ? await (await outbound.request({ url: place, maxResponseBytes: 64 * 1024 })).text()
    : await readFile(place, 'utf8');
  const parsed = jwks.safeParse(parseJson(text, place));
  if (!parsed.success) throw new Error(`${place} holds no public keys.`);
  return parsed.data.keys.map((key) => ({ ...key, use: 'sig', alg: 'EdDSA' }));
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${place} is not JSON.`);
  }
}
