import { z } from 'zod';
import { addressPolicy } from './address-guard.ts';
import { API_VARIABLES } from './config-api.ts';
import { ARTIFACT_VARIABLES } from './config-artifacts.ts';
import { SIGNING_VARIABLES } from './config-signing.ts';
import { SOCKET_VARIABLES } from './config-sockets.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

// Messages name the rule and never repeat the value: it may be a credential.

const integer = (least: number, most: number) => {
  const rule = `has to be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= least && value <= most, rule);
};

const decimal = (least: number, most: number) => {
  const rule = `has to be a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, rule)
    .transform(Number)
    .refine((value) => value >= least && value <= most, rule);
};

const url = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.includes(URL.parse(text)?.protocol.slice(0, -1) ?? ''),
      `has to be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    );

const httpUrl = url('http', 'https').transform((text) => text.replace(/\/$/, ''));

/** It stands in links: whoever is given one would read what stands before the `@`. */
const publicUrl = httpUrl.refine((text) => {
  const parsed = URL.parse(text);
  return !parsed?.username && !parsed?.password;
}, 'shows in links and must not carry a name or a password: leave out what stands before the @');

const keys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => /^[A-Za-z0-9+/]{43}=$/.test(part)),
    'has to be 32 random bytes in base64 (openssl rand -base64 32), or several such keys with commas between, the newest first',
  );

const blocks = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(readable, 'has to be a list of CIDR blocks with commas between, such as 10.0.0.0/8,::1/128');

function readable(cidrs: readonly string[]): boolean {
  try {
    addressPolicy(cidrs);
    return true;
  } catch {
    return false;
  }
}

const token = z.string().regex(/^[\x21-\x7e]{24,256}$/, 'has to be 24 to 256 printable characters without a space');

const rate = z
  .string()
  .regex(/^[1-9]\d{0,6}(\/[1-9]\d{0,6})?$/, 'has to be requests a minute, or these and the burst: 60/120')
  .transform((text): PerMinute => {
    const [perMinute, burst] = text.split('/').map(Number);
    return { perMinute: perMinute!, burst: burst ?? perMinute! };
  });

/** Requests a minute, and how many may come at once. */
export type PerMinute = { perMinute: number; burst: number };

const email = z
  .string()
  .max(254)
  .regex(/^[^\s@]{1,64}@[^\s@]{1,190}$/, 'has to be an e-mail address')
  .transform((text) => text.toLowerCase());

const domains = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
  .refine(
    (parts) => parts.every((part) => /^[a-z0-9.-]{1,253}$/.test(part)),
    'has to be a list of domains with commas between, such as example.com,example.org',
  );

const cost = decimal(0, 100_000).optional();
const key = z.string().max(4096, 'is longer than 4,096 characters').optional();

/** Every variable that is read, by its name. An empty value is the same as none. */
export const VARIABLES = z.object({
  PORT: integer(0, 65_535).default(4000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'has to be an address or a host name')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  PUBLIC_URL: publicUrl.optional(),
  SECRET_KEY: keys.default([]),
  REPORT_SIGNING_KEY: keys.default([]),
  ...SIGNING_VARIABLES,
  ALLOW_PRIVATE_TARGETS: blocks.default([]),
  BOOTSTRAP_TOKEN: token.optional(),
  OWNER_EMAIL: email.default('owner@localhost'),
  TRUSTED_PROXIES: blocks.default([]),
  SESSION_IDLE_MINUTES: integer(5, 43_200).default(720),
  SESSION_MAX_HOURS: integer(1, 8760).default(168),
  OIDC_ISSUER: url('http', 'https').optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: key,
  OIDC_ALLOWED_DOMAINS: domains.default([]),
  RATE_TOKEN: rate.default({ perMinute: 60, burst: 120 }),
  RATE_TENANT: rate.default({ perMinute: 1200, burst: 2400 }),
  RATE_SCANS: rate.default({ perMinute: 6, burst: 6 }),
  RATE_REPORTS: rate.default({ perMinute: 6, burst: 6 }),
  RATE_ENDPOINT_TEST: rate.default({ perMinute: 30, burst: 30 }),
  ...API_VARIABLES,
  ...ARTIFACT_VARIABLES,
  ...SOCKET_VARIABLES,
  LOG_LEVEL: z.enum(LOG_LEVELS, `has to be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  WORKER_CONCURRENCY: integer(1, 1024).default(64),
  LEASE_SECONDS: integer(2, 120).default(8),
  EVENT_RETENTION_DAYS: integer(1, 36_500).default(30),
  JUDGE_CONFIDENCE_THRESHOLD: decimal(0, 1).default(0.7),
  JUDGE_TIMEOUT_S: integer(1, 600).default(60),
  JUDGE_DATA: z.string().optional(),
  JUDGE_OBJECTIVE_URL: httpUrl.optional(),
  JUDGE_OBJECTIVE_MODEL: z.string().max(200).optional(),
  JUDGE_OBJECTIVE_KEY: key,
  JUDGE_OBJECTIVE_INPUT_COST: cost,
  JUDGE_OBJECTIVE_OUTPUT_COST: cost,
  JUDGE_SPECIFICITY_URL: httpUrl.optional(),
  JUDGE_SPECIFICITY_MODEL: z.string().max(200).optional(),
  JUDGE_SPECIFICITY_KEY: key,
  JUDGE_SPECIFICITY_INPUT_COST: cost,
  JUDGE_SPECIFICITY_OUTPUT_COST: cost,
  JUDGE_CRITERIA_URL: httpUrl.optional(),
  JUDGE_CRITERIA_MODEL: z.string().max(200).optional(),
  JUDGE_CRITERIA_KEY: key,
  JUDGE_CRITERIA_INPUT_COST: cost,
  JUDGE_CRITERIA_OUTPUT_COST: cost,
  JUDGE_META_URL: httpUrl.optional(),
  JUDGE_META_MODEL: z.string().max(200).optional(),
  JUDGE_META_KEY: key,
  JUDGE_META_INPUT_COST: cost,
  JUDGE_META_OUTPUT_COST: cost,
});

export type Variables = z.output<typeof VARIABLES>;
export const NAMES: readonly string[] = Object.keys(VARIABLES.shape);
