import { countOf, isObject, member, stringOf } from './json-value.ts';
import { messagesFold } from './messages-stream.ts';
import {
  type Connection,
  type Message,
  type ModelAnswer,
  type ModelRequest,
  ProviderFailure,
  type ToolSpec,
} from './provider.ts';
import { type CallIds, callIds, toolCall } from './tool-calls.ts';
import { type Reading, routeUrl, type Wire } from './wire.ts';

/**
 * The messages format (`messages_v1`), as Anthropic defined it: content blocks, system text apart. JSON by schema is asked for as the
 * one tool that has to be called, and its input comes back as the text. Thinking blocks are not part of the text.
 */
export const messages: Wire = {
  name: 'messages',
  headers: { 'anthropic-version': '2023-06-01' },
  url: (connection) => routeUrl(connection.url, '/messages'),
  body: messagesBody,
  read: readMessages,
  fold: messagesFold,
};

/** The format requires a limit. */
const DEFAULT_OUTPUT_TOKENS = 4096;

function messagesBody(request: ModelRequest, connection: Connection): string {
  const system = request.messages.filter((message) => message.role === 'system').map((message) => message.content);
  const ids = callIds(request.messages);
  const turns = request.messages.map((message, index) => turnOf(message, ids[index]!)).filter((turn) => turn !== null);
  return JSON.stringify({
    model: connection.model ?? undefined,
    max_tokens: request.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS,
    system: system.length === 0 ? undefined : system.join('\n\n'),
    messages: turns,
    temperature: request.temperature,
    ...toolsOf(request),
  });
}

function turnOf({ role, content, toolCalls }: Message, ids: CallIds): unknown {
  if (role === 'system') return null;
  if (role === 'tool') {
    return { role: 'user', content: [{ type: 'tool_result', tool_use_id: ids.answered, content }] };
  }
  if (!toolCalls?.length) return { role, content };
  const calls = toolCalls.map((call, index) => ({
    type: 'tool_use',
    id: ids.made[index],
    name: call.name,
    input: call.arguments ?? {},
  }));
  return { role, content: [...(content === '' ? [] : [{ type: 'text', text: content }]), ...calls] };
}

function toolsOf({ tools = [], json }: ModelRequest): Record<string, unknown> {
  const specs = tools.map((tool: ToolSpec) => ({
    name: tool.name,
    description: tool.description,
    input_schema: tool.parameters,
  }));
  if (json === undefined) return specs.length === 0 ? {} : { tools: specs };
  const answer = { name: json.name, description: 'Gives the answer.', input_schema: json.schema };
  return { tools: [...specs, answer], tool_choice: { type: 'tool', name: json.name } };
}

function readMessages(payload: unknown, request: ModelRequest): Reading {
  const blocks = member(payload, 'content');
  if (!Array.isArray(blocks)) throw new ProviderFailure('schema_mismatch', 'The answer has no list at "content".');
  const calls = blocks.filter((block) => member(block, 'type') === 'tool_use').filter(isObject);
  const toolCalls = calls.map((call) => toolCall(stringOf(call.name) ?? '', call.input ?? {}));
  const asked = toolCalls.find((call) => call.name === request.json?.name);
  const texts = blocks
    .filter((block) => member(block, 'type') === 'text')
    .map((block) => stringOf(member(block, 'text')));
  return {
    text: asked?.raw ?? texts.join(''),
    toolCalls: toolCalls.filter((call) => call !== asked),
    finish: asked === undefined ? finishOf(member(payload, 'stop_reason')) : 'stop',
    model: stringOf(member(payload, 'model')),
    ...countsOf(member(payload, 'usage')),
  };
}

/** Cached input is reported apart, and was read all the same. */
function countsOf(usage: unknown): Pick<Reading, 'inputTokens' | 'outputTokens'> {
  const input = countOf(member(usage, 'input_tokens'));
  const cached = ['cache_creation_input_tokens', 'cache_read_input_tokens'].map(
    (key) => countOf(member(usage, key)) ?? 0,
  );
  return {
    inputTokens: input === null ? null : cached.reduce((sum, count) => sum + count, input),
    outputTokens: countOf(member(usage, 'output_tokens')),
  };
}

const FINISHES: ReadonlyMap<unknown, ModelAnswer['finish']> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  // The endpoint's own safety system stopped the answer; this is not the model declining in words.
  ['refusal', 'content_filter'],
]);

function finishOf(reason: unknown): ModelAnswer['finish'] {
  return FINISHES.get(reason) ?? 'other';
}
