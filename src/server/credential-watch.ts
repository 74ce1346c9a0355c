import { currentRights, standingOf } from '#src/access/standing.ts';
import type { Actor, App } from '#src/platform/context.ts';

/** Why something ends: its token or session did, or what these may do is no longer what it was. */
export type CredentialEnd = 'ended' | 'changed';

/** Ends what a token or session opened when it ends, or when its rights change. They are asked after at once when one changes anywhere, and all the time. */
export type CredentialWatch = {
  /** Calls `onEnd` once. Returns the way to stop watching. */
  watch(actor: Actor, onEnd: (why: CredentialEnd) => void): () => void;
  close(): void;
};

/** Within a second also when the wake-up is lost. */
const POLL_MS = 700;

type Watcher = { rights: string; onEnd: (why: CredentialEnd) => void };

export function watchCredentials(app: App): CredentialWatch {
  const watched = new Map<string, Set<Watcher>>();
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    // What changes while a look is under way may have been read before it changed.
    again = looking;
    if (looking || watched.size === 0) return;
    looking = true;
    try {
      const credentials = [...watched.keys()];
      const rights = await currentRights(app, credentials);
      for (const credential of credentials) endChanged(watched, credential, rights.get(credential));
    } catch (error) {
      // The database is away for a moment: sockets stay, and the next look decides.
      app.log.warn({ err: error }, 'credentials could not be checked');
    } finally {
      looking = false;
    }
    if (again) await look();
  }

  const timer = setInterval(look, POLL_MS);
  timer.unref();
  const stopListening = app.wakeups.listen('credentials', () => void look());
  return {
    watch(actor, onEnd) {
      const { credential, rights } = standingOf(actor);
      const watcher = { rights, onEnd };
      const watchers = watched.get(credential) ?? new Set();
      watched.set(credential, watchers.add(watcher));
      return () => forget(watched, credential, watcher);
    },
    close() {
      clearInterval(timer);
      stopListening();
    },
  };
}

function endChanged(watched: Map<string, Set<Watcher>>, credential: string, rights: string | undefined): void {
  for (const watcher of [...(watched.get(credential) ?? [])]) {
    if (watcher.rights === rights) continue;
    forget(watched, credential, watcher);
    watcher.onEnd(rights === undefined ? 'ended' : 'changed');
  }
}

function forget(watched: Map<string, Set<Watcher>>, credential: string, watcher: Watcher): void {
  const watchers = watched.get(credential);
  watchers?.delete(watcher);
  if (watchers?.size === 0) watched.delete(credential);
}
