import type { App } from '#src/platform/context.ts';
import { type EndedSession, noteEnds } from './end-sessions.ts';
import { hashSession } from './session-text.ts';

type SignedOut = EndedSession & { userId: string };

/**
 * Ends the session of this identifier, in whichever of its forms, and answers whose it was. One that is not known has ended already: null.
 */
export async function signOut(
  app: App,
  text: string,
  from: { requestId: string; address: string },
): Promise<SignedOut | null> {
  const signedOut = await app.system.transaction(async (tx) => {
    const ended = await tx.query<SignedOut>(
      `delete from sessions where hash = $1 or next_hash = $1 or previous_hash = $1
       returning tenant_id as "tenantId", id, user_id as "userId"`,
      [hashSession(text)],
    );
    for (const session of ended) await noteEnds(tx, [session], { userId: session.userId, ...from }, 'session.ended');
    return ended[0] ?? null;
  });
  app.wakeups.wake('credentials');
  return signedOut;
}
