import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Pages of rows on disk, written once and read as often as wanted: a page of them in memory at a time. The file has no name once it is open, so
 * nobody else opens it and nothing of it stays behind, however the process ends.
 */
export class PageFile<Kept, Row> implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #revive: (kept: Kept) => Row;
  #end = 0;

  private constructor(file: FileHandle, revive: (kept: Kept) => Row) {
    this.#file = file;
    this.#revive = revive;
  }

  /** @param revive makes a row of what was kept of it: JSON forgets, for one, that a time is one */
  static async make<Kept, Row>(folder: string, revive: (kept: Kept) => Row): Promise<PageFile<Kept, Row>> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomUUID());
    const file = await open(path, 'wx+', 0o600);
    await rm(path);
    return new PageFile(file, revive);
  }

  async append(rows: readonly Kept[]): Promise<void> {
    const page = JSON.stringify(rows);
    const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(page));
    bytes.writeUInt32BE(bytes.length - 4);
    bytes.write(page, 4);
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length;
  }

  async *read(): AsyncGenerator<Row> {
    for (let place = 0; place < this.#end; ) {
      const length = (await this.#bytes(place, 4)).readUInt32BE();
      const rows = JSON.parse((await this.#bytes(place + 4, length)).toString('utf8')) as Kept[];
      for (const row of rows) yield this.#revive(row);
      place += 4 + length;
    }
  }

  async #bytes(place: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    for (let had = 0; had < length; ) {
      const { bytesRead } = await this.#file.read(bytes, had, length - had, place + had);
      if (bytesRead === 0) throw new Error('a page breaks off');
      had += bytesRead;
    }
    return bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}
