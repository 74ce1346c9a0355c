import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

/** Keys that a process makes for itself, and the settings that stand in for them. */
const FILES = { 'secret-key': 'SECRET_KEY', 'signing-key': 'REPORT_SIGNING_KEY' } as const;

/**
 * The key kept in the data folder, made there at the first start. Two processes starting at once get the same one.
 *
 * @throws StartupError when the file is there and cannot be read as a key
 */
export async function keptKey(dataDir: string, name: keyof typeof FILES = 'secret-key'): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, name);
  const text = (await read(path)) ?? (await make(path));
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return text;
  throw new StartupError(`${path} does not hold a key (32 bytes in base64): restore it, or set ${FILES[name]}.`);
}

/** Whether there is one already. Makes nothing. */
export async function isKept(dataDir: string, name: keyof typeof FILES): Promise<boolean> {
  return (await read(join(dataDir, name))) !== null;
}

async function read(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartupError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
}

/** Written whole under another name and linked into place: whoever is second finds the first one's key, never half of one. */
async function make(path: string): Promise<string> {
  const key = randomBytes(32).toString('base64');
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${key}\n`);
      // Losing this file loses every stored secret.
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await read(path)) ?? '';
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
