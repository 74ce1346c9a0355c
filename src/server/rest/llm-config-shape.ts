import { z } from 'zod';
import { type LlmConfig, type LlmConfigInput, PROVIDER_NAMES } from '#src/targets/llm-config.ts';
import { shownConfig } from '#src/targets/sealed-config.ts';
import { camelKeys, snakeKeys } from './spelling.ts';

const text = (max: number) => z.string().max(max).nullable().default(null);
const amount = z.number().min(0).optional();
const count = z.number().int().min(0).optional();

/** How an `llm` target is spoken to and within which limits, with the bounds of the targets' documentation. */
export const llmConfigBody = z
  .strictObject({
    provider: z.enum(PROVIDER_NAMES),
    model: text(200),
    system_prompt: text(50_000).describe('Sent as the system message of every probe.'),
    deployed_system_prompt: text(50_000).describe(
      'The prompt that the application is deployed with. Never sent; leaks are compared with it.',
    ),
    accepts_system: z.boolean().default(true).describe('Whether the endpoint takes a system message from us.'),
    accepts_tools: z.boolean().default(true).describe('Whether the endpoint takes tool definitions from us.'),
    request_template: text(100_000),
    response_path: text(500),
    command: z.array(z.string().max(4096)).max(100).nullable().default(null),
    redteam: z
      .record(z.string(), z.unknown())
      .nullable()
      .default(null)
      .describe('Kept as given. Credentials in it are sealed and read `[sealed]`.'),
    thresholds: z
      .strictObject({ max_latency_ms: z.number().positive().optional(), max_tokens_per_call: count })
      .nullable()
      .default(null),
    budget: z
      .strictObject({
        max_calls: count,
        max_tokens: count,
        max_cost_usd: amount,
        input_cost_per_1k: amount,
        output_cost_per_1k: amount,
      })
      .nullable()
      .default(null),
    retries: z.number().int().min(0).max(5).default(0),
    backoff_s: z.number().min(0).max(10).default(0.25),
    cache: z.boolean().default(true),
    cache_size: z.number().int().min(0).max(10_000).default(256),
    timeout_s: z.number().int().min(1).max(120).default(30),
    concurrency: z.number().int().min(1).max(20).default(5),
    max_rps: z
      .number()
      .min(0)
      .max(10_000)
      .nullable()
      .default(null)
      .describe('Requests a second; wins over `max_rpm`. 0 is no limit, as null.'),
    max_rpm: z
      .number()
      .int()
      .min(0)
      .max(600_000)
      .nullable()
      .default(null)
      .describe('Requests a minute. 0 is no limit, as null.'),
    rate_burst: z
      .number()
      .min(0)
      .max(100_000)
      .nullable()
      .default(null)
      .describe('Requests that may go at once. 0, as null: as many as the rate allows in a second.'),
    aws_region: text(100),
    vertex_project: text(200),
    vertex_location: text(100),
    azure_deployment: text(200),
    azure_api_version: text(100),
  })
  .superRefine((config, ctx) => {
    const missing = NEEDS[config.provider]?.find((member) => !config[member]?.length);
    if (!missing) return;
    const message = `provider ${config.provider} needs ${NEEDS[config.provider]!.join(' and ')}`;
    ctx.addIssue({ code: 'custom', path: [missing], message });
  })
  .meta({ id: 'LlmConfig' });

const NEEDS: Partial<Record<string, readonly ('request_template' | 'response_path' | 'command' | 'model')[]>> = {
  custom: ['request_template', 'response_path'],
  executable: ['command'],
  bedrock: ['model'],
};

export function readLlmConfig(body: z.output<typeof llmConfigBody>): LlmConfigInput {
  return {
    ...(camelKeys(body) as LlmConfigInput),
    thresholds: body.thresholds && camelKeys(body.thresholds),
    budget: body.budget && camelKeys(body.budget),
  };
}

export function showLlmConfig(config: LlmConfig): z.input<typeof llmConfigBody> {
  const { thresholds, budget, ...rest } = shownConfig(config);
  const shown = {
    ...snakeKeys(rest),
    thresholds: thresholds && snakeKeys(thresholds),
    budget: budget && snakeKeys(budget),
  };
  return shown as z.input<typeof llmConfigBody>;
}
