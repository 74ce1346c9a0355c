import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '#src/platform/log.ts';
import { StartupError } from '#src/platform/startup-error.ts';

/** Texts of documents by their ids, `sha256:` and 64 hexadecimal digits. */
export type PersistedDocuments = ReadonlyMap<string, string>;

/** The list of our own clients' documents, as the SDK's generator writes it. */
const OWN = join(import.meta.dirname, '..', '..', 'client-sdk', '_generated', 'persisted-documents.json');
const FORM = z.record(z.string().regex(/^sha256:[0-9a-f]{64}$/), z.string().max(64 * 1024));

/**
 * Reads the list of our own clients and, when there is one, the operator's. Whether a document is valid is seen when it is first asked for.
 *
 * @throws StartupError when the operator's list cannot be read
 */
export async function readPersistedDocuments(file: string | null, log: Log): Promise<PersistedDocuments> {
  const own = await read(OWN).catch((error) => {
    log.warn({ err: error.message }, 'the documents of the SDK could not be read: its clients send texts');
    return {};
  });
  if (file === null) return new Map(Object.entries(own));
  try {
    return new Map(Object.entries({ ...own, ...(await read(file)) }));
  } catch (cause) {
    const message = `${file} is no list of documents: it has to be a JSON object of texts by ids, sha256:…. See GRAPHQL_DOCUMENTS_FILE.`;
    throw new StartupError(message, { cause });
  }
}

async function read(file: string): Promise<Record<string, string>> {
  return FORM.parse(JSON.parse(await readFile(file, 'utf8')));
}
