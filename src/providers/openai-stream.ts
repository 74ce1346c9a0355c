import { isObject, listOf, member, stringOf } from './json-value.ts';
import { contentText } from './openai-content.ts';
import type { StreamEvent, StreamFold } from './wire.ts';

type Call = { id: string | null; name: string; arguments: string };

/** Puts the deltas of a chat completion together. `[DONE]` ends a stream and never comes here. */
export function openaiFold(): StreamFold {
  let content = '';
  let refusal = '';
  let error: unknown;
  let finish: unknown = null;
  const outer: Record<string, unknown> = {};
  const calls = new CallFold();

  function push({ data }: StreamEvent): boolean {
    error = member(data, 'error');
    if (error) return true;
    for (const key of ['model', 'usage']) if (member(data, key)) outer[key] = member(data, key);
    const choice = listOf(member(data, 'choices')).find((item) => (member(item, 'index') ?? 0) === 0);
    // Some servers end with a whole message instead of a delta.
    const delta = member(choice, 'delta') ?? member(choice, 'message');
    content += contentText(member(delta, 'content')) ?? '';
    refusal += stringOf(member(delta, 'refusal')) ?? '';
    calls.push(delta);
    finish = member(choice, 'finish_reason') ?? finish;
    return false;
  }

  function payload(): unknown {
    if (error) return { error };
    const message = { content, refusal, tool_calls: calls.list() };
    return { ...outer, choices: [{ finish_reason: finish, message }] };
  }

  return { push, payload };
}

/** Tool calls come in pieces that name their call by index; servers that leave the index out begin each call with an id. */
class CallFold {
  readonly #calls: Call[] = [];
  readonly #byIndex = new Map<number, Call>();

  push(delta: unknown): void {
    for (const piece of listOf(member(delta, 'tool_calls'))) this.#add(piece, member(piece, 'function'));
    const single = member(delta, 'function_call');
    if (isObject(single)) this.#add({ index: 0 }, single);
  }

  list(): unknown[] {
    return this.#calls.map(({ name, arguments: text }) => ({ function: { name, arguments: text } }));
  }

  #add(piece: unknown, named: unknown): void {
    const call = this.#callOf(member(piece, 'index'), stringOf(member(piece, 'id')));
    call.name ||= stringOf(member(named, 'name')) ?? '';
    const given = member(named, 'arguments');
    call.arguments += isObject(given) ? JSON.stringify(given) : (stringOf(given) ?? '');
  }

  #callOf(index: unknown, id: string | null): Call {
    const known = typeof index === 'number' ? this.#byIndex.get(index) : this.#byId(id);
    if (known !== undefined) return known;
    const call: Call = { id, name: '', arguments: '' };
    this.#calls.push(call);
    if (typeof index === 'number') this.#byIndex.set(index, call);
    return call;
  }

  #byId(id: string | null): Call | undefined {
    const last = this.#calls.at(-1);
    return id === null || last?.id === id ? last : undefined;
  }
}
