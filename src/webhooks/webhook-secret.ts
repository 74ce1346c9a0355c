import { createHmac, randomBytes } from 'node:crypto';

/** A new signing secret: `whsec_` and 256 random bits. Shown once. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/** What a webhook's sealed secret is bound to: it cannot be moved to another webhook. */
export function webhookSecretContext(tenantId: string, webhookId: string): string {
  return `webhook:${tenantId}:${webhookId}`;
}

/**
 * The value of `X-Tribunal-Signature`: `t=<unix seconds>,v1=<hex>`, the HMAC-SHA-256 of `<t>.<body>` under the whole text of the secret. Made anew for
 * each attempt, so that a receiver may refuse what is older than five minutes.
 */
export function signature(secret: string, body: string, at: number): string {
  const t = Math.floor(at / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
