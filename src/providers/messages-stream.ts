import { isObject, type JsonObject, member, stringOf } from './json-value.ts';
import type { StreamEvent, StreamFold } from './wire.ts';

/** Puts the events of a message stream together; `message_stop` is its last. */
export function messagesFold(): StreamFold {
  return new MessageFold();
}

class MessageFold implements StreamFold {
  readonly #blocks = new Map<unknown, JsonObject>();
  #message: JsonObject | null = null;
  #error: unknown = null;

  push({ event, data }: StreamEvent): boolean {
    const type = stringOf(member(data, 'type')) ?? event;
    if (type === 'message_start') this.#message = { ...asObject(member(data, 'message')) };
    else if (type === 'content_block_start') this.#begin(data);
    else if (type === 'content_block_delta') this.#add(data);
    else if (type === 'message_delta') this.#change(data);
    else if (type === 'error') this.#error = member(data, 'error') ?? data;
    return type === 'message_stop' || type === 'error';
  }

  payload(): unknown {
    if (this.#error !== null) return { error: this.#error };
    if (this.#message === null) return null;
    return { ...this.#message, content: [...this.#blocks.values()].map(finished) };
  }

  #begin(data: unknown): void {
    this.#blocks.set(member(data, 'index'), { ...asObject(member(data, 'content_block')), partial: '' });
  }

  #add(data: unknown): void {
    const block = this.#blocks.get(member(data, 'index'));
    if (block === undefined) return;
    const delta = member(data, 'delta');
    const text = stringOf(member(delta, 'text'));
    if (text !== null) block.text = (stringOf(block.text) ?? '') + text;
    block.partial = (stringOf(block.partial) ?? '') + (stringOf(member(delta, 'partial_json')) ?? '');
  }

  #change(data: unknown): void {
    const usage = { ...asObject(this.#message?.usage), ...asObject(member(data, 'usage')) };
    this.#message = { ...this.#message, ...asObject(member(data, 'delta')), usage };
  }
}

/** A tool's input is streamed as JSON text after an empty object; the text, when there is one, is the input. */
function finished({ partial, ...block }: JsonObject): JsonObject {
  return partial === '' ? block : { ...block, input: partial };
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
