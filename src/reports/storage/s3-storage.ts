import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '#src/platform/config-artifacts.ts';
import { ArtifactMissing, type ArtifactStorage, StorageFailed } from './artifact-storage.ts';

/** How long a server may take to be reached, and then say nothing. */
const PATIENCE = { connectionTimeout: 5000, socketTimeout: 30_000 };

/** What fails is thrown: nothing is left for the library to write to the console. */
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** Artifacts as objects of a bucket, which has to exist. The library is loaded at the first use: most installations do without it. */
export function s3Storage(config: S3Config): ArtifactStorage {
  const { bucket: Bucket } = config;
  let loading: ReturnType<typeof load> | undefined;
  const opened = () => {
    loading ??= load(config);
    return loading;
  };
  return {
    async put(key, path) {
      const { client, sdk } = await opened();
      const { size } = await stat(path);
      const Body = createReadStream(path);
      await client.send(new sdk.PutObjectCommand({ Bucket, Key: key, Body, ContentLength: size })).catch(failed);
      await rm(path, { force: true });
    },
    async read(key, start, end) {
      const { client, sdk } = await opened();
      const Range = `bytes=${start}-${end}`;
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key: key, Range })).catch(failed);
      return answer.Body as Readable;
    },
    async remove(key) {
      const { client, sdk } = await opened();
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key })).catch(failed);
    },
  };
}

async function load(config: S3Config): Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> {
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = config;
  const client = new sdk.S3Client({
    region,
    forcePathStyle,
    requestHandler: PATIENCE,
    logger: QUIET,
    ...(endpoint ? { endpoint } : {}),
    // Without keys, the SDK's own chain: roles of machines and pods.
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    // What is stored is authenticated by its own encryption, and checksums in trailers are not taken by every server.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client };
}

function failed(error: Error): never {
  if (error.name === 'NoSuchKey' || error.name === 'NotFound') throw new ArtifactMissing('no such object');
  // The library's errors hold the whole answer, headers and all; its name and message are enough.
  throw new StorageFailed(`the bucket: ${error.name}: ${error.message}`);
}
