import type { Actor } from '#src/platform/context.ts';

/** An actor who stands for everybody with the same permissions. */
export type SharedActor = {
  actor: Actor;
  /** Whether anything asked which of them it is. */
  asked(): boolean;
};

const COMMON: readonly string[] = ['tenantId', 'scopes', 'requestId'] satisfies (keyof Actor)[];

/**
 * What decides what is seen stays: tenant and scopes. Whatever else an actor is (token, user) cannot be read, so that a result which
 * depends on it never reaches anybody else: the read throws and is remembered.
 */
export function sharedActor(actor: Actor): SharedActor {
  let asked = false;
  const { tenantId, scopes, requestId } = actor;
  const shared = { tenantId, scopes, requestId };
  for (const name of Object.keys(actor)) {
    if (COMMON.includes(name)) continue;
    Object.defineProperty(shared, name, {
      get: () => {
        asked = true;
        throw new Error(`a shared subscription asks who it is for: ${name}`);
      },
    });
  }
  return { actor: shared as Actor, asked: () => asked };
}

/** Alike for actors who see the same; with `personal`, for what one credential opened alone. */
export function permissionKey(actor: Actor, personal: boolean): string {
  const scopes = [...actor.scopes].sort().join(' ');
  const others = Object.entries(actor).filter(([name, value]) => !COMMON.includes(name) && typeof value !== 'object');
  return JSON.stringify([actor.tenantId, scopes, ...(personal ? others : [])]);
}
