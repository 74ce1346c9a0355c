import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Config } from '#src/platform/config-artifacts.ts';
import { type Line, openLine } from './cut.ts';

/** A server of S3's protocol with one bucket. */
export type S3Service = AsyncDisposable & {
  config: S3Config;
  /** What it is reached by. */
  line: Line;
  /** What lies in the bucket, by key. */
  objects(): Promise<Map<string, Buffer>>;
  /** Takes the bucket away, with what is in it, or makes an empty one: a server that refuses everything, and one that takes it again. */
  close(): Promise<void>;
  open(): Promise<void>;
};

const BUCKET = 'evidence';
/** By which the server marks the file of an object. */
const OBJECT = '._S3rver_object';

export async function startS3(): Promise<S3Service> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'tribunal-test-s3-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  stack.defer(() => server.close());
  const line = stack.use(await openLine(`http://127.0.0.1:${port}`));
  const running = stack.move();
  const config: S3Config = {
    endpoint: line.url,
    bucket: BUCKET,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    forcePathStyle: true,
  };
  return {
    config,
    line,
    async objects() {
      const names = await readdir(join(directory, BUCKET), { recursive: true });
      const objects = names.filter((name) => name.endsWith(OBJECT));
      const read = async (name: string) =>
        [name.slice(0, -OBJECT.length), await readFile(join(directory, BUCKET, name))] as const;
      return new Map(await Promise.all(objects.map(read)));
    },
    close: () => rm(join(directory, BUCKET), { recursive: true }),
    open: () => mkdir(join(directory, BUCKET)).then(() => {}),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
