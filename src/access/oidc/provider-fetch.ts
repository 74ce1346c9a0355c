import type { CustomFetch } from 'openid-client';
import type { Dispatcher } from 'undici';
import type { Outbound } from '#src/platform/outbound.ts';

/** The provider is named by the operator, not by a caller: it may stand inside of the operator's own network, unlike a target. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 1024 * 1024;

/** The guarded client as openid-client asks for one: bounded in time and size, without redirects, one resolution of each name. */
export function providerFetch(outbound: Outbound): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const response = await outbound.request({
      url,
      method: method as Dispatcher.HttpMethod,
      headers,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MOST_BYTES,
      allowPrivate: ANYWHERE,
      signal,
    });
    const text = await response.text();
    const type = response.headers['content-type'];
    const bodiless = [204, 205, 304].includes(response.status);
    return new Response(bodiless ? null : text, {
      status: response.status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };
}
