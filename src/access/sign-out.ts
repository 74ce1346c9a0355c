import type { App } from '#src/platform/context.ts';
import { type EndedSession, noteEnds } from './end-sessions.ts';
import { hashSession } from './session-text.ts';

/** Ends the session of this identifier, in whichever of its forms. One that is not known has ended already. */
export async function signOut(app: App, text: string, requestId: string): Promise<void> {
  await app.system.transaction(async (tx) => {
    const ended = await tx.query<EndedSession & { userId: string }>(
      `delete from sessions where hash = $1 or next_hash = $1 or previous_hash = $1
       returning tenant_id as "tenantId", id, user_id as "userId"`,
      [hashSession(text)],
    );
    for (const session of ended) await noteEnds(tx, [session], { userId: session.userId, requestId }, 'session.ended');
  });
  app.wakeups.wake('credentials');
}
