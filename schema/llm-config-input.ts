import { builder } from './builder.ts';
import { LlmProvider } from './llm-config.ts';

const LlmBudgetInput = builder.inputType('LlmBudgetInput', {
  description: 'What one scan of the target may spend. Leave out what is not to be limited.',
  fields: (t) => ({
    maxCalls: t.int({ description: 'Requests to the target.' }),
    maxTokens: t.float({ description: 'Tokens in and out, a whole number.' }),
    maxCostUsd: t.float({ description: 'US dollars, by the two costs below.' }),
    inputCostPer1k: t.float({ description: 'US dollars for 1,000 tokens in.' }),
    outputCostPer1k: t.float({ description: 'US dollars for 1,000 tokens out.' }),
  }),
});

const LlmThresholdsInput = builder.inputType('LlmThresholdsInput', {
  description: 'From where on an answer is too slow or too long.',
  fields: (t) => ({
    maxLatencyMs: t.float({ description: 'Milliseconds for one answer.' }),
    maxTokensPerCall: t.int({ description: 'Tokens in one answer.' }),
  }),
});

export const LlmConfigInput = builder.inputType('LlmConfigInput', {
  description: 'How an `llm` target is spoken to and within which limits. Credentials go into `headers`, not here.',
  fields: (t) => ({
    provider: t.field({
      type: LlmProvider,
      description: 'The form of its requests and answers. Default `OPENAI_CHAT`.',
    }),
    model: t.string({ description: 'The model to ask for.' }),
    systemPrompt: t.string({ description: 'System message of every attempt that plants none of its own.' }),
    deployedSystemPrompt: t.string({
      description: 'The prompt the application is known to run with. Never sent; leaks are measured against it.',
    }),
    acceptsSystem: t.boolean({ description: 'Whether the endpoint takes a system message. Default true.' }),
    acceptsTools: t.boolean({ description: 'Whether the endpoint takes tool definitions. Default true.' }),
    requestTemplate: t.string({
      description: 'For `CUSTOM`: the request’s JSON with `{{prompt}}`, `{{system}}`, `{{model}}`, `{{messages}}`.',
    }),
    responsePath: t.string({
      description: 'For `CUSTOM`: where the answer’s text stands, such as `choices[0].message.content`.',
    }),
    command: t.stringList({ description: 'For `EXECUTABLE`: program and arguments.' }),
    redteam: t.field({
      type: 'JSON',
      description:
        'Red-team settings, an object. Kept as given; values of `headers` objects and of members named like a credential are sealed.',
    }),
    thresholds: t.field({ type: LlmThresholdsInput, description: 'From where on an answer is too slow or too long.' }),
    budget: t.field({ type: LlmBudgetInput, description: 'What one scan may spend.' }),
    retries: t.int({ description: 'Repeats of a request that failed for a passing reason, 0 to 5. Default 1.' }),
    backoffS: t.float({ description: 'Seconds before the first repeat; doubles each time. Default 0.25.' }),
    timeoutS: t.float({ description: 'Seconds that one answer may take, 1 to 120. Default 30.' }),
    concurrency: t.int({ description: 'Conversations at once, 1 to 256, over all workers together. Default 5.' }),
    maxRps: t.float({
      description: 'Requests a second over all workers together; wins over `maxRpm`. 0 is no limit, as null.',
    }),
    maxRpm: t.int({ description: 'Requests a minute over all workers together. 0 is no limit, as null.' }),
    rateBurst: t.float({
      description:
        'Requests that may go at once before the rate holds, at least 1. 0, as null: as many as the rate allows in a second.',
    }),
    cache: t.boolean({ description: 'Whether equal requests may share an answer. Default true.' }),
    cacheSize: t.int({ description: 'Answers kept for that, up to 10,000. Default 256.' }),
    awsRegion: t.string({ description: 'For `BEDROCK`.' }),
    vertexProject: t.string({ description: 'For `VERTEX`.' }),
    vertexLocation: t.string({ description: 'For `VERTEX`.' }),
    azureDeployment: t.string({ description: 'For `AZURE_OPENAI`.' }),
    azureApiVersion: t.string({ description: 'For `AZURE_OPENAI`.' }),
  }),
});
