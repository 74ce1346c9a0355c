import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyIdOf, openSealedBox } from '#src/platform/sealed.ts';

const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = Buffer.alloc(32, 2).toString('base64');
const TEXT = 'sk-ключ 🔑';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tribunal-sealed-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('a sealed box', () => {
  it('gives back what was sealed, looks different each time, and shows nothing of it', async () => {
    const sealed = await openSealedBox({ secretKeys: [OLD], dataDir });
    const boxes = [sealed.seal(TEXT, 'secret:1'), sealed.seal(TEXT, 'secret:1')];
    expect(boxes[0]).not.toBe(boxes[1]);
    for (const box of boxes) {
      expect(sealed.open(box, 'secret:1')).toBe(TEXT);
      expect(Buffer.from(box.split('.')[2]!, 'base64url').includes(Buffer.from(TEXT))).toBe(false);
    }
    expect(sealed.open(sealed.seal(''))).toBe('');
  });

  it('opens under its own context only', async () => {
    const sealed = await openSealedBox({ secretKeys: [OLD], dataDir });
    const box = sealed.seal(TEXT, 'secret:1');
    expect(() => sealed.open(box, 'secret:2')).toThrow('for another place');
    expect(() => sealed.open(box)).toThrow('for another place');
  });

  it('refuses a box that was changed, cut off, or is none', async () => {
    const sealed = await openSealedBox({ secretKeys: [OLD], dataDir });
    const [version, id, body] = sealed.seal(TEXT).split('.') as [string, string, string];
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => sealed.open(`${version}.${id}.${changed.toString('base64url')}`)).toThrow(
        'changed or is incomplete',
      );
    }
    expect(() => sealed.open(`${version}.${id}.${body.slice(0, 8)}`)).toThrow('changed or is incomplete');
    expect(() => sealed.open('clear text')).toThrow('not a sealed value');
  });

  it('says which key is missing, and names no key', async () => {
    const box = (await openSealedBox({ secretKeys: [OLD], dataDir })).seal(TEXT);
    const other = await openSealedBox({ secretKeys: [NEW], dataDir });
    const opening = () => other.open(box);
    expect(opening).toThrow(`sealed with the key ${keyIdOf(box)}, and SECRET_KEY holds ${other.keyId}`);
    expect(opening).not.toThrow(OLD);
  });

  it('rotates: a new key in front seals, the old one still opens, and the ids tell which box is left', async () => {
    const before = await openSealedBox({ secretKeys: [OLD], dataDir });
    const box = before.seal(TEXT);
    const after = await openSealedBox({ secretKeys: [NEW, OLD], dataDir });
    expect(after.open(box)).toBe(TEXT);
    expect(keyIdOf(box)).not.toBe(after.keyId);
    expect(keyIdOf(after.seal(TEXT))).toBe(after.keyId);
  });
});

describe('the key in the data folder', () => {
  it('is made once, closed to others, and the same for all who start at once', async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => openSealedBox({ secretKeys: [], dataDir })));
    expect(new Set(opened.map((sealed) => sealed.keyId)).size).toBe(1);
    expect(opened[3]!.open(opened[0]!.seal(TEXT))).toBe(TEXT);
    expect((await stat(join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['secret-key']);
    const again = await openSealedBox({ secretKeys: [], dataDir });
    expect(again.open(opened[0]!.seal(TEXT))).toBe(TEXT);
    const copied = (await readFile(join(dataDir, 'secret-key'), 'utf8')).trim();
    expect((await openSealedBox({ secretKeys: [copied], dataDir: '/nowhere' })).keyId).toBe(again.keyId);
  });

  it('is refused in words when the file is no key', async () => {
    await writeFile(join(dataDir, 'secret-key'), 'half a k');
    await expect(openSealedBox({ secretKeys: [], dataDir })).rejects.toThrow(/secret-key does not hold a key/);
  });
});
