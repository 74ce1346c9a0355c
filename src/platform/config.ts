import { resolve } from 'node:path';
import { type ApiConfig, apiConfig, pointProblems } from './config-api.ts';
import { type ArtifactConfig, artifactConfig, artifactProblems } from './config-artifacts.ts';
import { judgeProblems, typoProblems } from './config-checks.ts';
import { oidcProblems, type PeopleConfig, peopleConfig } from './config-people.ts';
import { type SigningConfig, signingConfig, signingProblems } from './config-signing.ts';
import { type SocketConfig, socketConfig } from './config-sockets.ts';
import { type PerMinute, VARIABLES, type Variables } from './config-variables.ts';
import { StartupError } from './startup-error.ts';

/** A model behind an OpenAI-compatible endpoint. */
export type JudgeModel = {
  /** Without a slash at its end; `/chat/completions` is appended. */
  baseUrl: string;
  model: string;
  key: string | null;
  /** US dollars for a million tokens; null when the operator did not say, and costs are then unknown. */
  inputCost: number | null;
  outputCost: number | null;
  timeoutMs: number;
};

/** The settings of a process. Holds credentials: never log it. */
export type Config = PeopleConfig &
  ApiConfig &
  ArtifactConfig &
  SigningConfig &
  SocketConfig & {
    /** 0 takes a free port. */
    port: number;
    host: string;
    /** Absolute. */
    dataDir: string;
    /** Null means the embedded PostgreSQL in `dataDir`. */
    databaseUrl: string | null;
    /** Null means events inside the process. */
    redisUrl: string | null;
    /** How the outside reaches this server, without a slash at its end; null when it is the address that it listens on. */
    publicUrl: string | null;
    /** Base64; the first seals, all open. Empty means a key made and kept in `dataDir`. */
    secretKeys: readonly string[];
    /** Base64 seeds of Ed25519; the first signs reports, all verify. Empty means a key made and kept in `dataDir`. */
    signingKeys: readonly string[];
    allowPrivateTargets: readonly string[];
    bootstrapToken: string | null;
    /** What REST takes: for each token, for all of a tenant together, and for a tenant at the routes that cost most. */
    restLimits: Record<'token' | 'tenant' | 'scans' | 'reports' | 'endpoint_test', PerMinute>;
    logLevel: Variables['LOG_LEVEL'];
    /** Requests that one process has under way at once, over all scans. */
    workerConcurrency: number;
    /** How long a worker that died holds its work: a lane's lease, which a living worker renews four times in that time. */
    leaseSeconds: number;
    /** Days that event logs are kept for, where a tenant has set none. */
    eventRetentionDays: number;
    /** Null where no model is configured: a deterministic judge answers. */
    judges: { objective: JudgeModel | null; specificity: JudgeModel | null; criteria: JudgeModel | null };
    metaJudge: JudgeModel | null;
    /** From 0 to 1: a verdict below it goes to the review queue. */
    judgeConfidenceThreshold: number;
    /** A folder of labelled answers for `npm run bench -- judges`. */
    judgeData: string | null;
  };

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends StartupError {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const head = problems.length === 1 ? 'One setting is wrong' : `${problems.length} settings are wrong`;
    super([`${head} (see .env.example):`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads the environment, once, for the whole process. Values are never repeated in errors.
 *
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  ) as Record<string, string>;
  const parsed = VARIABLES.safeParse(given);
  const problems = [...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}.`)];
  problems.push(
    ...judgeProblems(given),
    ...artifactProblems(given),
    ...signingProblems(given),
    ...oidcProblems(given),
    ...typoProblems(given),
  );
  if (parsed.success) problems.push(...pointProblems(parsed.data));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/**
 * Refuses the split form without what its processes have to share.
 *
 * @throws ConfigError
 */
export function requireSplit(config: Config, command: 'api' | 'worker'): void {
  const missing = [
    config.databaseUrl ? [] : ['DATABASE_URL is not set: the embedded PostgreSQL serves one process alone.'],
    config.redisUrl ? [] : ['REDIS_URL is not set: without Redis, events do not reach other processes.'],
    config.secretKeys.length > 0 ? [] : ['SECRET_KEY is not set: processes share secrets only under one key.'],
    config.signingKeys.length > 0
      ? []
      : [
          'REPORT_SIGNING_KEY is not set: each machine would sign reports with a key of its own, which the others do not know. ' +
            'Where one process ran before, it is what DATA_DIR/signing-key holds.',
        ],
  ].flat();
  if (missing.length === 0) return;
  throw new ConfigError([...missing, `\`${command}\` is one process of several. \`npm start\` needs none of these.`]);
}

function toConfig(variables: Variables): Config {
  return {
    ...peopleConfig(variables),
    ...apiConfig(variables),
    ...artifactConfig(variables),
    ...signingConfig(variables),
    ...socketConfig(variables),
    port: variables.PORT,
    host: variables.HOST,
    dataDir: resolve(variables.DATA_DIR),
    databaseUrl: variables.DATABASE_URL ?? null,
    redisUrl: variables.REDIS_URL ?? null,
    publicUrl: variables.PUBLIC_URL ?? null,
    secretKeys: variables.SECRET_KEY,
    signingKeys: variables.REPORT_SIGNING_KEY,
    allowPrivateTargets: variables.ALLOW_PRIVATE_TARGETS,
    bootstrapToken: variables.BOOTSTRAP_TOKEN ?? null,
    restLimits: {
      token: variables.RATE_TOKEN,
      tenant: variables.RATE_TENANT,
      scans: variables.RATE_SCANS,
      reports: variables.RATE_REPORTS,
      endpoint_test: variables.RATE_ENDPOINT_TEST,
    },
    logLevel: variables.LOG_LEVEL,
    workerConcurrency: variables.WORKER_CONCURRENCY,
    leaseSeconds: variables.LEASE_SECONDS,
    eventRetentionDays: variables.EVENT_RETENTION_DAYS,
    judges: {
      objective: judgeModel(variables, 'OBJECTIVE'),
      specificity: judgeModel(variables, 'SPECIFICITY'),
      criteria: judgeModel(variables, 'CRITERIA'),
    },
    metaJudge: judgeModel(variables, 'META'),
    judgeConfidenceThreshold: variables.JUDGE_CONFIDENCE_THRESHOLD,
    judgeData: variables.JUDGE_DATA ?? null,
  };
}

function judgeModel(variables: Variables, judge: 'OBJECTIVE' | 'SPECIFICITY' | 'CRITERIA' | 'META'): JudgeModel | null {
  const baseUrl = variables[`JUDGE_${judge}_URL`];
  const model = variables[`JUDGE_${judge}_MODEL`];
  if (!baseUrl || !model) return null;
  return {
    baseUrl,
    model,
    key: variables[`JUDGE_${judge}_KEY`] ?? null,
    inputCost: variables[`JUDGE_${judge}_INPUT_COST`] ?? null,
    outputCost: variables[`JUDGE_${judge}_OUTPUT_COST`] ?? null,
    timeoutMs: variables.JUDGE_TIMEOUT_S * 1000,
  };
}
