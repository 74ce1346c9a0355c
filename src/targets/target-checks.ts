import type { Ctx } from '#src/platform/context.ts';
import { violatedConstraint } from '#src/platform/database.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { openSecret, secretName } from '#src/secrets/open-secret.ts';
import { credentialsContext } from './connect-target.ts';

/** @throws DomainError `secret_ref_unknown` for a reference in a header to a secret that is not there */
export async function checkSecretReferences(ctx: Ctx, headers: Record<string, string>): Promise<void> {
  for (const value of Object.values(headers)) {
    for (const word of value.split(' ')) if (secretName(word)) await openSecret(ctx, ctx.actor.tenantId, word);
  }
}

/**
 * A name that does not resolve today is taken: whatever is sent is checked again.
 *
 * @throws DomainError `private_address`
 */
export async function refusePrivate(ctx: Ctx, url: string): Promise<void> {
  await ctx.outbound.checkTarget(url).catch((error) => {
    if (!isDomainError(error) || error.code === 'private_address') throw error;
  });
}

/** The headers as they are kept: sealed for this target alone. Null without any. */
export function sealHeaders(ctx: Ctx, targetId: string, headers: Record<string, string>): string | null {
  if (Object.keys(headers).length === 0) return null;
  return ctx.sealed.seal(JSON.stringify(headers), credentialsContext(ctx.actor.tenantId, targetId));
}

/** @throws DomainError `url_duplicate` when the unique URL refused the write, else the error itself */
export function urlTaken(error: unknown): never {
  if (!violatedConstraint(error)?.includes('url')) throw error;
  throw new DomainError(
    'url_duplicate',
    'There is a target of this kind with this URL already. Change that one instead.',
    { path: ['url'] },
  );
}
