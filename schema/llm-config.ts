import type { LlmConfig } from '#src/targets/llm-config.ts';
import { builder } from './builder.ts';

export const LlmProvider = builder.enumType('LlmProvider', {
  description:
    'How an `llm` target is spoken to. Some names can be stored and not be scanned yet; a scan then says so.',
  values: {
    OPENAI_CHAT: {
      value: 'openai-chat',
      description: 'The chat completions form of OpenAI, which most servers speak.',
    },
    MESSAGES: { value: 'messages', description: 'The messages form of Anthropic.' },
    TEXT_COMPLETIONS: { value: 'text-completions', description: 'A prompt in, a text out, without roles.' },
    CUSTOM: { value: 'custom', description: 'Any JSON endpoint, by `requestTemplate` and `responsePath`.' },
    EXECUTABLE: { value: 'executable', description: 'A program on the worker’s machine.' },
    WEBSOCKET: { value: 'websocket', description: 'A websocket.' },
    BEDROCK: { value: 'bedrock', description: 'Amazon Bedrock.' },
    VERTEX: { value: 'vertex', description: 'Google Vertex AI.' },
    AZURE_OPENAI: { value: 'azure-openai', description: 'Azure OpenAI.' },
    BROWSER: { value: 'browser', description: 'A chat in a web page.' },
  },
});

const LlmBudget = builder.objectRef<NonNullable<LlmConfig['budget']>>('LlmBudget').implement({
  description: 'What one scan of the target may spend. Whatever is null is not limited.',
  fields: (t) => ({
    maxCalls: t.exposeInt('maxCalls', { nullable: true, description: 'Requests to the target.' }),
    maxTokens: t.exposeFloat('maxTokens', { nullable: true, description: 'Tokens in and out, a whole number.' }),
    maxCostUsd: t.exposeFloat('maxCostUsd', { nullable: true, description: 'US dollars.' }),
    inputCostPer1k: t.exposeFloat('inputCostPer1k', { nullable: true, description: 'US dollars for 1,000 tokens in.' }),
    outputCostPer1k: t.exposeFloat('outputCostPer1k', {
      nullable: true,
      description: 'US dollars for 1,000 tokens out.',
    }),
  }),
});

const LlmThresholds = builder.objectRef<NonNullable<LlmConfig['thresholds']>>('LlmThresholds').implement({
  description: 'From where on an answer is too slow or too long, for the probes that measure that.',
  fields: (t) => ({
    maxLatencyMs: t.exposeFloat('maxLatencyMs', { nullable: true, description: 'Milliseconds for one answer.' }),
    maxTokensPerCall: t.exposeInt('maxTokensPerCall', { nullable: true, description: 'Tokens in one answer.' }),
  }),
});

export const LlmConfigType = builder.objectRef<LlmConfig>('LlmConfig').implement({
  description: 'How an `llm` target is spoken to and within which limits. Credentials are never part of it.',
  fields: (t) => ({
    provider: t.expose('provider', { type: LlmProvider, description: 'The form of its requests and answers.' }),
    model: t.exposeString('model', { nullable: true, description: 'The model to ask for.' }),
    systemPrompt: t.exposeString('systemPrompt', {
      nullable: true,
      description: 'Sent as the system message of every attempt that plants none of its own.',
    }),
    deployedSystemPrompt: t.exposeString('deployedSystemPrompt', {
      nullable: true,
      description: 'The prompt the application is known to run with. Never sent; leaks are measured against it.',
    }),
    acceptsSystem: t.exposeBoolean('acceptsSystem', {
      description: 'Whether the endpoint takes a system message. Without, probes that plant one do not apply.',
    }),
    acceptsTools: t.exposeBoolean('acceptsTools', {
      description: 'Whether the endpoint takes tool definitions. Without, probes that bring tools do not apply.',
    }),
    requestTemplate: t.exposeString('requestTemplate', {
      nullable: true,
      description: 'For `CUSTOM`: the request’s JSON with `{{prompt}}`, `{{system}}`, `{{model}}`, `{{messages}}`.',
    }),
    responsePath: t.exposeString('responsePath', {
      nullable: true,
      description: 'For `CUSTOM`: where the answer’s text stands, such as `choices[0].message.content`.',
    }),
    command: t.exposeStringList('command', { nullable: true, description: 'For `EXECUTABLE`: program and arguments.' }),
    redteam: t.expose('redteam', {
      type: 'JSON',
      nullable: true,
      description:
        'Red-team settings of the target, as they were given, but for credentials in them: those read `[sealed]`, and mean the ones that are kept when they are sent back.',
    }),
    thresholds: t.expose('thresholds', {
      type: LlmThresholds,
      nullable: true,
      description: 'From where on an answer is too slow or too long.',
    }),
    budget: t.expose('budget', { type: LlmBudget, nullable: true, description: 'What one scan may spend.' }),
    retries: t.exposeInt('retries', {
      description: 'How often a request that failed for a passing reason is repeated.',
    }),
    backoffS: t.exposeFloat('backoffS', { description: 'Seconds before the first repeat; doubles each time.' }),
    timeoutS: t.exposeFloat('timeoutS', { description: 'Seconds that one answer may take.' }),
    concurrency: t.exposeInt('concurrency', { description: 'Conversations at once, over all workers together.' }),
    maxRps: t.exposeFloat('maxRps', {
      nullable: true,
      description: 'Requests a second; wins over `maxRpm`. 0 is no limit, as null.',
    }),
    maxRpm: t.exposeInt('maxRpm', { nullable: true, description: 'Requests a minute. 0 is no limit, as null.' }),
    rateBurst: t.exposeFloat('rateBurst', {
      nullable: true,
      description: 'Requests that may go at once before the rate holds.',
    }),
    cache: t.exposeBoolean('cache', { description: 'Whether equal requests may share an answer.' }),
    cacheSize: t.exposeInt('cacheSize', { description: 'Answers kept for that.' }),
    awsRegion: t.exposeString('awsRegion', { nullable: true, description: 'For `BEDROCK`.' }),
    vertexProject: t.exposeString('vertexProject', { nullable: true, description: 'For `VERTEX`.' }),
    vertexLocation: t.exposeString('vertexLocation', { nullable: true, description: 'For `VERTEX`.' }),
    azureDeployment: t.exposeString('azureDeployment', { nullable: true, description: 'For `AZURE_OPENAI`.' }),
    azureApiVersion: t.exposeString('azureApiVersion', { nullable: true, description: 'For `AZURE_OPENAI`.' }),
  }),
});
