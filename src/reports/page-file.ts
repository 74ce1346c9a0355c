import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Pages of rows on disk, written once and read as often as wanted: a page of them in memory at a time. The file has no name once it is open, so
 * nobody else opens it and nothing of it stays behind, however the process ends.
 */
export class PageFile<Row> implements AsyncDisposable {
  readonly #file: FileHandle;
  #end = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async make<Row>(folder: string): Promise<PageFile<Row>> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomUUID());
    const file = await open(path, 'wx+', 0o600);
    await rm(path);
    return new PageFile(file);
  }

  async append(rows: readonly Row[]): Promise<void> {
    const page = JSON.stringify(rows);
    const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(page));
    bytes.writeUInt32BE(bytes.length - 4);
    bytes.write(page, 4);
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length;
  }

  /** The pages as JSON has kept them: a time is a text, for one. */
  async *read(): AsyncGenerator<Row[]> {
    for (let place = 0; place < this.#end; ) {
      const length = (await this.#bytes(place, 4)).readUInt32BE();
      yield JSON.parse((await this.#bytes(place + 4, length)).toString('utf8')) as Row[];
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
