import { Agent } from 'undici';
import { type AddressPolicy, addressPolicy } from './address-guard.ts';
import { guardedConnector, type Resolve } from './outbound-connect.ts';

export type AgentOptions = {
  allowPrivate: readonly string[];
  resolve: Resolve;
  ca?: readonly string[] | undefined;
  connections: number;
  connectTimeoutMs: number;
};

export type Agents = {
  policyFor(allowPrivate: readonly string[] | undefined): AddressPolicy;
  agentFor(allowPrivate: readonly string[] | undefined): Agent;
  close(): Promise<void>;
};

/** Policies beyond this many push out the one that was used least recently; its running requests finish. */
const KEPT = 32;

/**
 * One agent for each address policy, each with its own connections: a connection that a wider allow-list opened is never there
 * for a narrower one.
 */
export function agentsByPolicy(options: AgentOptions): Agents {
  const agents = new Map<string, { policy: AddressPolicy; agent: Agent }>();

  function open(allowPrivate: readonly string[]): { policy: AddressPolicy; agent: Agent } {
    const policy = addressPolicy([...options.allowPrivate, ...allowPrivate]);
    return { policy, agent: agentOf(policy, options) };
  }

  function entryFor(allowPrivate: readonly string[] = []): { policy: AddressPolicy; agent: Agent } {
    const key = allowPrivate.join(',');
    const known = agents.get(key);
    if (known !== undefined && agents.size < KEPT) return known;
    const entry = known ?? open(allowPrivate);
    agents.delete(key);
    agents.set(key, entry);
    if (agents.size > KEPT) retireOldest(agents);
    return entry;
  }

  return {
    policyFor: (allowPrivate) => entryFor(allowPrivate).policy,
    agentFor: (allowPrivate) => entryFor(allowPrivate).agent,
    close: async () => {
      const all = [...agents.values()].map((entry) => entry.agent.destroy());
      agents.clear();
      await Promise.all(all);
    },
  };
}

function retireOldest(agents: Map<string, { agent: Agent }>): void {
  const [key, entry] = agents.entries().next().value!;
  agents.delete(key);
  void entry.agent.close();
}

function agentOf(policy: AddressPolicy, options: AgentOptions): Agent {
  return new Agent({
    connect: guardedConnector(policy, options.resolve, { ca: options.ca, timeoutMs: options.connectTimeoutMs }),
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    // The exchange holds one deadline over everything; these two only apply when a request sets them.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  });
}
