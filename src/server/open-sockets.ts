/** Counts what is open for each key, such as an address or a token. */
export class OpenSockets {
  readonly #counts = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  isFull(key: string): boolean {
    return (this.#counts.get(key) ?? 0) >= this.#limit;
  }

  /** Counts one more. Returns the way to give it back, or null when there are as many as there may be. */
  enter(key: string): (() => void) | null {
    if (this.isFull(key)) return null;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    let inside = true;
    return () => {
      if (inside) this.#leave(key);
      inside = false;
    };
  }

  #leave(key: string): void {
    const left = (this.#counts.get(key) ?? 1) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
