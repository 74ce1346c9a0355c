import { AsyncLocalStorage } from 'node:async_hooks';

type Captured = { cursor: string | null };
const current = new AsyncLocalStorage<Captured>();

/**
 * Runs `work` and answers with it the place in the tenant's log of the last event that it appended; null when it appended none. So a door
 * that does something can say where it stands, whatever use case did it.
 */
export async function capturingCursor<Value>(
  work: () => Promise<Value> | Value,
): Promise<{ value: Value; cursor: string | null }> {
  const captured: Captured = { cursor: null };
  const value = await current.run(captured, async () => work());
  return { value, cursor: captured.cursor };
}

export function noteCursor(cursor: string): void {
  const captured = current.getStore();
  if (captured) captured.cursor = cursor;
}
