import { redact } from '#src/judging/redact.ts';
import type { App } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { formatId } from '#src/platform/ids.ts';
import { OutboundError, type OutboundResponse } from '#src/platform/outbound.ts';
import { storableText } from '#src/platform/storable.ts';
import { retryAfterMs } from '#src/providers/retry-after.ts';
import { signature, webhookSecretContext } from './webhook-secret.ts';

/** A receiver has so long to take a delivery. It should answer first and work afterwards. */
export const TIMEOUT_MS = 10_000;
const EXCERPT_BYTES = 1024;

export type DueDelivery = {
  tenantId: string;
  id: string;
  webhookId: string;
  event: string;
  body: string;
  /** From 1. */
  attempt: number;
  url: string;
  sealedSecret: string;
};

export type AttemptResult = {
  delivered: boolean;
  /** Null: no answer came. */
  httpStatus: number | null;
  /** `http_status`, or why no answer came. */
  failure: string | null;
  latencyMs: number;
  excerpt: string | null;
  /** How long the receiver asks to be left alone. */
  retryAfterMs: number | null;
};

/** Sends a delivery once. Every answer from 200 to 299 is a receipt; redirects are not followed. Throws only when `signal` ends it. */
export async function sendDelivery(app: App, due: DueDelivery, signal?: AbortSignal): Promise<AttemptResult> {
  const secret = app.sealed.open(due.sealedSecret, webhookSecretContext(due.tenantId, due.webhookId));
  const begun = performance.now();
  const since = () => Math.round((performance.now() - begun) * 10) / 10;
  try {
    const response = await app.outbound.request({
      url: due.url,
      body: due.body,
      headers: {
        'content-type': 'application/json',
        'x-tribunal-event': due.event,
        'x-tribunal-delivery': formatId('delivery', due.id),
        'x-tribunal-signature': signature(secret, due.body, app.clock.now()),
      },
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const latencyMs = since();
    const { status, headers } = response;
    const delivered = status >= 200 && status < 300;
    return {
      delivered,
      httpStatus: status,
      failure: delivered ? null : 'http_status',
      latencyMs,
      excerpt: await excerptOf(response, secret),
      retryAfterMs: delivered ? null : retryAfterMs(headers, app.clock.now()),
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof OutboundError) && !isDomainError(error)) throw error;
    const failure = error instanceof OutboundError ? error.reason : error.code;
    return { delivered: false, httpStatus: null, failure, latencyMs: since(), excerpt: null, retryAfterMs: null };
  }
}

/** The beginning of the answer, without what looks like personal data or a credential. An answer that breaks off has been given all the same. */
async function excerptOf(response: OutboundResponse, secret: string): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= EXCERPT_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
  }
  const text = Buffer.concat(chunks).subarray(0, EXCERPT_BYTES).toString('utf8');
  return text === '' ? null : redact(storableText(text.replaceAll(secret, '[credential]')));
}
