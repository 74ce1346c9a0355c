/**
 * Lets a client use an operation's id again as soon as it has completed that operation, as the protocol allows.
 *
 * Why it is needed: graphql-ws 6.4 forgets an id when its operation has wound up. When a `complete` and a `subscribe` of the same id
 * arrive together, the winding up of the first operation then deletes the second: it can no longer be stopped, not even by the end of the
 * socket. So the messages of an id are held from its `complete` until its operation has wound up.
 */
export class OperationIds {
  readonly #deliver: (message: string) => Promise<void>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #held = new Map<string, string[]>();
  #closed = false;

  /** `deliver` settles when the message is dealt with: for `subscribe`, when its operation is over. What it throws goes to `onFault`. */
  constructor(deliver: (message: string) => Promise<void>, onFault: (error: unknown) => void) {
    this.#deliver = (message) => deliver(message).catch(onFault);
  }

  /** Operations that have not come to their end. */
  get size(): number {
    return this.#running.size;
  }

  /** Messages that wait for an operation to wind up. */
  get held(): number {
    let count = 0;
    for (const messages of this.#held.values()) count += messages.length;
    return count;
  }

  /** The socket has ended: what is held would start operations that nobody could ever stop. */
  close(): void {
    this.#closed = true;
    this.#held.clear();
  }

  receive(message: string): void {
    if (this.#closed) return;
    const { type, id } = peek(message);
    const held = id === null ? undefined : this.#held.get(id);
    if (held) {
      held.push(message);
      return;
    }
    const running = id === null ? undefined : this.#running.get(id);
    if (type === 'complete' && id !== null && running) {
      this.#held.set(id, []);
      running.then(() => this.#release(id));
    }
    const done = this.#deliver(message);
    if (type === 'subscribe' && id !== null && !running) this.#track(id, done);
  }

  #track(id: string, done: Promise<void>): void {
    this.#running.set(
      id,
      done.then(() => void this.#running.delete(id)),
    );
  }

  #release(id: string): void {
    const messages = this.#held.get(id) ?? [];
    this.#held.delete(id);
    for (const message of messages) this.receive(message);
  }
}

function peek(message: string): { type: unknown; id: string | null } {
  try {
    const { type, id } = JSON.parse(message) as { type?: unknown; id?: unknown };
    return { type, id: typeof id === 'string' ? id : null };
  } catch {
    return { type: null, id: null }; // the protocol's own parser closes the socket over it
  }
}
