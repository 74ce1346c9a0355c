import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { allow } from '#src/access/scopes.ts';
import type { Actor, App, Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId, tryParseId } from '#src/platform/ids.ts';
import { keptKey } from '#src/platform/sealed-key-file.ts';

/** How long a link works. */
export const LINK_SECONDS = 60;

/** What a link carries in its query, beside the report in its path. */
export type LinkParameters = { tenant: string; expires: string; signature: string };

const keys = new WeakMap<object, Promise<Buffer[]>>();

/**
 * A way to download one report without a token, for 60 seconds: its query says the tenant, the moment at which it ends, and a signature over both
 * and the report. Whoever has it has that report and nothing else.
 *
 * @throws DomainError `missing_scope` without `reports:read`
 */
export async function downloadLink(ctx: Ctx, reportId: string): Promise<{ path: string; expiresAt: Date }> {
  allow(ctx, 'reports:read');
  const expires = Math.floor(ctx.clock.now() / 1000) + LINK_SECONDS;
  const tenant = formatId('tenant', ctx.actor.tenantId);
  const report = formatId('report', reportId);
  const [key] = await linkKeys(ctx);
  const signature = sign(key!, ctx.actor.tenantId, reportId, String(expires)).toString('base64url');
  const query = new URLSearchParams({ tenant, expires: String(expires), signature });
  return { path: `/api/v2/reports/${report}/download?${query}`, expiresAt: new Date(expires * 1000) };
}

/**
 * Who somebody is that comes with a link: nobody but the reader of this report.
 *
 * @throws DomainError `link_expired`, for a link that is over and for one that was never made
 */
export async function actorOfLink(
  app: Pick<App, 'config' | 'clock'>,
  publicId: string,
  { tenant, expires, signature }: LinkParameters,
): Promise<Pick<Actor, 'tenantId' | 'tokenId' | 'sessionId' | 'userId' | 'scopes'>> {
  const tenantId = tryParseId('tenant', tenant);
  const reportId = tryParseId('report', publicId);
  const given = Buffer.from(signature, 'base64url');
  const isSigned = (key: Buffer) => {
    const wanted = sign(key, tenantId ?? '', reportId ?? '', expires);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
  const known = (await linkKeys(app)).map(isSigned).includes(true);
  if (!known || tenantId === null || reportId === null || app.clock.now() > Number(expires) * 1000) {
    throw new DomainError(
      'link_expired',
      `This link does not work any more: links work for ${LINK_SECONDS} seconds. Make a new one.`,
    );
  }
  return { tenantId, tokenId: null, sessionId: null, userId: null, scopes: new Set(['reports:read']) };
}

function sign(key: Buffer, tenantId: string, reportId: string, expires: string): Buffer {
  return createHmac('sha256', key).update(`report-link\n${tenantId}\n${reportId}\n${expires}`).digest();
}

/** One of each secret key, the newest first: a link outlives the turn of a key. */
function linkKeys({ config }: Pick<App, 'config'>): Promise<Buffer[]> {
  const known = keys.get(config) ?? derive(config);
  keys.set(config, known);
  return known;
}

async function derive({ secretKeys, dataDir }: App['config']): Promise<Buffer[]> {
  const texts = secretKeys.length > 0 ? secretKeys : [await keptKey(dataDir)];
  return texts.map((text) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(text, 'base64'), '', 'tribunal report links', 32)),
  );
}
