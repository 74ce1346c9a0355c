import { z } from 'zod';
import { PROVIDERS } from '#src/providers/provider.ts';

const count = (max: number) => z.number().int().min(0).max(max);
const text = (max: number) => z.string().max(max);

/** Names of transports that a configuration may hold; those that are not in PROVIDERS are stored, and a scan refuses them by name. */
export const PROVIDER_NAMES = [
  ...PROVIDERS,
  'executable',
  'websocket',
  'bedrock',
  'vertex',
  'azure-openai',
  'browser',
] as const;
const providerName = z.enum(PROVIDER_NAMES);

/** Members of the configuration that a provider cannot do without. */
export const PROVIDER_NEEDS: Partial<Record<(typeof PROVIDER_NAMES)[number], readonly Need[]>> = {
  custom: ['requestTemplate', 'responsePath'],
  executable: ['command'],
  bedrock: ['model'],
};
type Need = 'requestTemplate' | 'responsePath' | 'command' | 'model';

/**
 * How an `llm` target is spoken to and within which limits. Camel case here; the REST facade spells it in snake case.
 * Credentials are never in it: they are sealed beside it.
 */
export const llmConfig = z
  .strictObject({
    provider: providerName.default('openai-chat'),
    model: text(200).nullable().default(null),
    /** Sent as the system message of every attempt. */
    systemPrompt: text(50_000).nullable().default(null),
    /** The prompt that the application is deployed with, if its owner knows it. Never sent; leak oracles compare with it. */
    deployedSystemPrompt: text(50_000).nullable().default(null),
    /** Whether the endpoint takes a system message from us. Without it, probes that plant one are not applicable. */
    acceptsSystem: z.boolean().default(true),
    /** Whether the endpoint takes tool definitions from us. */
    acceptsTools: z.boolean().default(true),
    requestTemplate: text(100_000).nullable().default(null),
    responsePath: text(500).nullable().default(null),
    command: z.array(text(4096)).max(100).nullable().default(null),
    redteam: z.record(z.string(), z.unknown()).nullable().default(null),
    thresholds: z
      .strictObject({ maxLatencyMs: z.number().positive().optional(), maxTokensPerCall: count(1_000_000).optional() })
      .nullable()
      .default(null),
    /**
     * What one scan may spend, retries and judge models included. With a limit of tokens or money every request asks for an answer of at most
     * `thresholds.maxTokensPerCall` tokens (1,024 unless given): without one, an answer could cost anything.
     */
    budget: z
      .strictObject({
        maxCalls: count(10_000_000).optional(),
        maxTokens: count(10_000_000_000).optional(),
        maxCostUsd: z.number().min(0).optional(),
        inputCostPer1k: z.number().min(0).optional(),
        outputCostPer1k: z.number().min(0).optional(),
      })
      .nullable()
      .default(null),
    /** How often a request that failed for a passing reason is sent again. */
    retries: z.number().int().min(0).max(5).default(1),
    /** Wait before the first retry, in seconds; doubles each time. */
    backoffS: z.number().min(0).max(10).default(0.25),
    timeoutS: z.number().min(1).max(120).default(30),
    /** Conversations at once, over all workers together. */
    concurrency: z.number().int().min(1).max(256).default(5),
    /** Requests a second over all workers together; wins over `maxRpm`. 0 is no limit, as null. */
    maxRps: z.number().min(0).max(10_000).nullable().default(null),
    maxRpm: count(600_000).nullable().default(null),
    /** Size of the token bucket in requests; the rate per second when 0 or not given. It holds at least 1. */
    rateBurst: z.number().min(0).max(100_000).nullable().default(null),
    cache: z.boolean().default(true),
    cacheSize: count(10_000).default(256),
    awsRegion: text(100).nullable().default(null),
    vertexProject: text(200).nullable().default(null),
    vertexLocation: text(100).nullable().default(null),
    azureDeployment: text(200).nullable().default(null),
    azureApiVersion: text(100).nullable().default(null),
  })
  .superRefine((config, ctx) => {
    const needs = PROVIDER_NEEDS[config.provider] ?? [];
    const missing = needs.find((member) => !config[member]?.length);
    if (!missing) return;
    ctx.addIssue({
      code: 'custom',
      path: [missing],
      message: `provider ${config.provider} needs ${needs.join(' and ')}`,
    });
  });

export type LlmConfig = z.output<typeof llmConfig>;
export type LlmConfigInput = z.input<typeof llmConfig>;

/** Requests a second that a configuration allows, or null for no limit. A limit of 0 is none. */
export function ratePerSecond(config: Pick<LlmConfig, 'maxRps' | 'maxRpm'>): number | null {
  return config.maxRps || (config.maxRpm ?? 0) / 60 || null;
}

/** How many requests may go at once at this rate: a bucket that holds less than one would never let any through. */
export function burstAt(rate: number, { rateBurst }: Pick<LlmConfig, 'rateBurst'>): number {
  return Math.max(1, rateBurst || rate);
}
