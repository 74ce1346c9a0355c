import { z } from 'zod';

// Where the artifacts of reports lie, when it is not the data folder.

/** A bucket of S3-compatible storage. */
export type S3Config = {
  /** Null: AWS itself. */
  endpoint: string | null;
  bucket: string;
  region: string;
  /** Both, or neither: then what the SDK finds on the machine. */
  accessKeyId: string | null;
  secretAccessKey: string | null;
  /** The bucket's name in the path rather than in the host's name: for most servers but AWS. */
  forcePathStyle: boolean;
};

const flag = z.enum(['on', 'off'], 'has to be on or off').transform((value) => value === 'on');
const endpoint = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'has to be a URL that begins with http:// or https://',
  )
  .transform((text) => text.replace(/\/$/, ''));

/** Its variables, by their names. */
export const ARTIFACT_VARIABLES = {
  S3_ENDPOINT: endpoint.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'has to be the name of a bucket')
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/, 'has to be the name of a region')
    .default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().max(200).optional(),
  S3_SECRET_ACCESS_KEY: z.string().max(500).optional(),
  S3_FORCE_PATH_STYLE: flag.default(false),
} as const;

type ArtifactVariables = z.output<z.ZodObject<typeof ARTIFACT_VARIABLES>>;

/** Null `s3`: artifacts lie in the data folder. */
export type ArtifactConfig = { s3: S3Config | null };

export function artifactConfig(variables: ArtifactVariables): ArtifactConfig {
  const { S3_BUCKET: bucket } = variables;
  if (!bucket) return { s3: null };
  return {
    s3: {
      endpoint: variables.S3_ENDPOINT ?? null,
      bucket,
      region: variables.S3_REGION,
      accessKeyId: variables.S3_ACCESS_KEY_ID ?? null,
      secretAccessKey: variables.S3_SECRET_ACCESS_KEY ?? null,
      forcePathStyle: variables.S3_FORCE_PATH_STYLE,
    },
  };
}

/** A setting that would do nothing, or half of what was meant, is a slip. */
export function artifactProblems(env: Readonly<Record<string, string>>): string[] {
  const [given] = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].filter((name) => env[name]);
  if (given && !env.S3_BUCKET) return [`${given} is set and S3_BUCKET is not: name the bucket.`];
  if (Boolean(env.S3_ACCESS_KEY_ID) !== Boolean(env.S3_SECRET_ACCESS_KEY))
    return ['S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: one of them is not set.'];
  return [];
}
