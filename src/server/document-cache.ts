/** Longer documents are parsed each time: a cache of a thousand long ones would be the attack that it should not enable. */
const LONGEST = 8 * 1024;

/** Parsed documents by their text; the least recently used goes first. */
export function documentCache<Value extends {}>(entries: number) {
  const cache = new Map<string, Value>();
  return {
    get(text: string): Value | undefined {
      const value = cache.get(text);
      if (value === undefined) return undefined;
      cache.delete(text);
      cache.set(text, value);
      return value;
    },
    set(text: string, value: Value): void {
      // Over a websocket, every document that is asked for by its id comes with an empty text: none may stand for the others.
      if (text === '' || text.length > LONGEST) return;
      cache.set(text, value);
      const [oldest] = cache.keys();
      if (cache.size > entries && oldest !== undefined) cache.delete(oldest);
    },
  };
}
