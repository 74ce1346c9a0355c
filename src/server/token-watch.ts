import { endedTokens } from '#src/access/authenticate-token.ts';
import type { App } from '#src/platform/context.ts';

/** Ends what an ended token opened. A token is asked after at once when one is revoked anywhere, and every two seconds. */
export type TokenWatch = {
  /** Calls `onEnd` once when the token is revoked, expired or gone. Returns the way to stop watching. */
  watch(tokenId: string, onEnd: () => void): () => void;
  close(): void;
};

const POLL_MS = 2000;

export function watchTokens(app: App): TokenWatch {
  const watched = new Map<string, Set<() => void>>();
  let looking = false;

  async function look(): Promise<void> {
    if (looking || watched.size === 0) return;
    looking = true;
    try {
      for (const tokenId of await endedTokens(app, [...watched.keys()])) {
        const listeners = watched.get(tokenId);
        watched.delete(tokenId);
        for (const onEnd of listeners ?? []) onEnd();
      }
    } catch (error) {
      // The database is away for a moment: sockets stay, and the next look decides.
      app.log.warn({ err: error }, 'tokens could not be checked');
    } finally {
      looking = false;
    }
  }

  const timer = setInterval(look, POLL_MS);
  timer.unref();
  const stopListening = app.wakeups.listen('tokens', () => void look());
  return {
    watch(tokenId, onEnd) {
      const listeners = watched.get(tokenId) ?? new Set();
      watched.set(tokenId, listeners.add(onEnd));
      return () => {
        listeners.delete(onEnd);
        if (listeners.size === 0 && watched.get(tokenId) === listeners) watched.delete(tokenId);
      };
    },
    close() {
      clearInterval(timer);
      stopListening();
    },
  };
}
