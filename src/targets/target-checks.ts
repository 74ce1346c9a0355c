import type { Ctx } from '#src/platform/context.ts';
import { violatedConstraint } from '#src/platform/database.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { openSecret, secretName } from '#src/secrets/open-secret.ts';
import { credentialsContext } from './connect-target.ts';
import { HEADER_TEXT } from './target-fields.ts';

/**
 * @throws DomainError `secret_ref_unknown` for a reference in a header to a secret that is not there, `invalid_input` for one that no header
 *   can carry as it is now
 */
export async function checkSecretReferences(ctx: Ctx, headers: Record<string, string>): Promise<void> {
  const references = Object.values(headers).flatMap((value) => value.split(' ').filter(secretName));
  for (const reference of references) {
    if (HEADER_TEXT.test(await openSecret(ctx, ctx.actor.tenantId, reference))) continue;
    throw new DomainError(
      'invalid_input',
      `${reference} cannot be sent in a header: it has control characters, such as a line’s end, or some beyond Latin-1. Put it again without.`,
    );
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
