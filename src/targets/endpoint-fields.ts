import type { Ctx } from '#src/platform/context.ts';
import type { ProviderName } from '#src/providers/provider.ts';
import { credentialsContext } from './connect-target.ts';

/** The wire formats of an endpoint, and the provider that speaks each. An endpoint is an `llm` target seen through these words. */
export const WIRE_FORMATS = {
  chat_completions_v1: 'openai-chat',
  text_completions_v1: 'text-completions',
  messages_v1: 'messages',
  custom_template: 'custom',
} as const satisfies Record<string, ProviderName>;

export type WireFormat = keyof typeof WIRE_FORMATS;

/** The wire format that a provider is called at the endpoint's door; null for one that endpoints do not speak. */
export function wireFormatOf(provider: string): WireFormat | null {
  const found = Object.entries(WIRE_FORMATS).find(([, name]) => name === provider);
  return found ? (found[0] as WireFormat) : null;
}

/** The one header that an endpoint authenticates with: its name, and the secret that its value is taken from. */
export type EndpointAuth = { header: string; secretRef: string };

const SCHEMED = /^(?:Bearer )?(secret:\S+)$/;

/** The header as a target keeps it. What stands in `Authorization` is a bearer token, whether or not its secret says so itself. */
export function authHeaders({ header, secretRef }: EndpointAuth): Record<string, string> {
  return { [header]: header.toLowerCase() === 'authorization' ? `Bearer ${secretRef}` : secretRef };
}

/** How a target authenticates, when it does so as an endpoint would: by one header whose value is a secret. Never the secret. */
export function endpointAuth(
  ctx: Pick<Ctx, 'sealed' | 'actor'>,
  target: { id: string; sealedCredentials: string | null },
): EndpointAuth | null {
  if (target.sealedCredentials === null) return null;
  const context = credentialsContext(ctx.actor.tenantId, target.id);
  const headers = Object.entries(
    JSON.parse(ctx.sealed.open(target.sealedCredentials, context)) as Record<string, string>,
  );
  const [header, value = ''] = headers[0] ?? [''];
  const secretRef = SCHEMED.exec(value)?.[1];
  return headers.length === 1 && secretRef ? { header, secretRef } : null;
}
