import { serverAudits } from 'graphql-http';
import { auditOf } from './audits.ts';
import { DOCUMENT_ATTACKS } from './checks/attacks-documents.ts';
import { HTTP_ATTACKS } from './checks/attacks-http.ts';
import { SOCKET_ATTACKS } from './checks/attacks-sockets.ts';
import { RELAY_PAGES } from './checks/relay-pages.ts';
import { RELAY_SCHEMA } from './checks/relay-schema.ts';
import { SSE } from './checks/sse.ts';
import { OPENING } from './checks/transport-opening.ts';
import { OPERATIONS } from './checks/transport-operations.ts';
import type { Check, Door } from './door.ts';

export type Suite = { name: string; checks: Check[] };

/** The 61 audits of the package graphql-http, which is not ours, as checks: what they notice or warn of fails too. */
function audits(door: Door): Check[] {
  return serverAudits({ url: `${door.url}/graphql`, fetchFn: auditOf(door.token) }).map((audit) => ({
    id: audit.id,
    says: audit.name,
    run: async () => {
      const result = await audit.fn();
      if (result.status !== 'ok') throw new Error(`${result.status}: ${result.reason}`);
    },
  }));
}

export function suitesFor(door: Door): Suite[] {
  return [
    { name: 'GraphQL over HTTP (graphql-http)', checks: audits(door) },
    { name: 'graphql-transport-ws', checks: [...OPENING, ...OPERATIONS] },
    { name: 'GraphQL over SSE', checks: SSE },
    { name: 'Relay: schema', checks: RELAY_SCHEMA },
    { name: 'Relay: pages and nodes', checks: RELAY_PAGES },
    { name: 'Attacks', checks: [...DOCUMENT_ATTACKS, ...HTTP_ATTACKS, ...SOCKET_ATTACKS] },
  ];
}
