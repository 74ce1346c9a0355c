import { DomainError } from '#src/platform/errors.ts';
import type { Outbound } from '#src/platform/outbound.ts';
import { askModel } from './ask-model.ts';
import { custom } from './custom.ts';
import { messages } from './messages.ts';
import { openaiChat } from './openai-chat.ts';
import { PROVIDERS, type Provider, type ProviderName } from './provider.ts';
import { textCompletions } from './text-completions.ts';
import type { Wire } from './wire.ts';

/** Every way of speaking to a model. To add one: its name in `PROVIDERS`, its file, its row here. */
const WIRES: Readonly<Record<ProviderName, Wire>> = {
  'openai-chat': openaiChat,
  messages,
  'text-completions': textCompletions,
  custom,
};

/**
 * A provider that sends through the given client.
 *
 * @throws DomainError `provider_not_available` that lists the providers there are.
 */
export function providerFor(outbound: Outbound, name: string): Provider {
  if (!isProviderName(name)) throw notAvailable(name);
  const wire = WIRES[name];
  return { name, send: (request, connection, signal) => askModel(outbound, wire, request, connection, signal) };
}

function isProviderName(name: string): name is ProviderName {
  return Object.hasOwn(WIRES, name);
}

function notAvailable(name: string): DomainError {
  const known = PROVIDERS.join(', ');
  return new DomainError(
    'provider_not_available',
    `There is no provider "${name.slice(0, 40)}". Use one of: ${known}.`,
  );
}
