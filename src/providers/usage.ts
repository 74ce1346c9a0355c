import type { ModelAnswer, ModelRequest } from './provider.ts';
import type { Reading } from './wire.ts';

const CHARACTERS_PER_TOKEN = 4;

/** What the endpoint counted; where it did not, four characters of what was said count as one token. */
export function usageOf(reading: Reading, request: ModelRequest): ModelAnswer['usage'] {
  const { inputTokens, outputTokens } = reading;
  return {
    inputTokens: inputTokens ?? tokens(inputCharacters(request)),
    outputTokens: outputTokens ?? tokens(outputCharacters(reading)),
    estimated: inputTokens === null || outputTokens === null,
  };
}

function tokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function inputCharacters(request: ModelRequest): number {
  let total = 0;
  for (const message of request.messages) {
    total += message.content.length;
    for (const call of message.toolCalls ?? []) total += call.name.length + call.raw.length;
  }
  if (request.tools?.length) total += JSON.stringify(request.tools).length;
  return total;
}

function outputCharacters(reading: Reading): number {
  return reading.toolCalls.reduce((sum, call) => sum + call.name.length + call.raw.length, reading.text.length);
}
