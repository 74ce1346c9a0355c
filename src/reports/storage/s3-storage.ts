import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '#src/platform/config-artifacts.ts';
import { ArtifactMissing, type ArtifactStorage } from './artifact-storage.ts';

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
      await client.send(new sdk.PutObjectCommand({ Bucket, Key: key, Body, ContentLength: size }));
      await rm(path, { force: true });
    },
    async read(key, start, end) {
      const { client, sdk } = await opened();
      const Range = `bytes=${start}-${end}`;
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key: key, Range })).catch(orMissing);
      return answer.Body as Readable;
    },
    async remove(key) {
      const { client, sdk } = await opened();
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key }));
    },
  };
}

async function load(config: S3Config): Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> {
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = config;
  const client = new sdk.S3Client({
    region,
    forcePathStyle,
    ...(endpoint ? { endpoint } : {}),
    // Without keys, the SDK's own chain: roles of machines and pods.
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    // What is stored is authenticated by its own encryption, and checksums in trailers are not taken by every server.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client };
}

function orMissing(error: Error): never {
  if (error.name === 'NoSuchKey' || error.name === 'NotFound') throw new ArtifactMissing('no such object');
  throw error;
}
