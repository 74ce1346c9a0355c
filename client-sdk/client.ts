import {
  type MemberFieldsFragment,
  MembersDocument,
  type ProbeFieldsFragment,
  ProbesDocument,
  type ProbesQueryVariables,
  ViewerDocument,
  type ViewerQuery,
} from './_generated/graphql.ts';
import type { Ask } from './answer.ts';
import { Documents } from './documents.ts';
import { findingMethods } from './findings.ts';
import { pages } from './pages.ts';
import { reportMethods } from './reports.ts';
import { request, type Transport } from './request.ts';
import { reviewMethods } from './review.ts';
import { scanMethods } from './scans.ts';
import { type ScanEvent, type WatchOptions, watchScan } from './subscribe.ts';
import { targetMethods } from './targets.ts';

export type ClientOptions = {
  /** Where Tribunal is, such as `http://localhost:4000`. */
  url: string;
  /** A token, `trb_live_…`. It is sent in headers and connection parameters, and stands in no error. */
  token: string;
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch;
  /** Default: the platform's. */
  webSocket?: typeof globalThis.WebSocket;
  /** How often an open connection is asked for a sign of life, in milliseconds. Default: ten seconds. */
  keepAliveMs?: number;
};

const KEEP_ALIVE_MS = 10_000;

export type Client = ReturnType<typeof createClient>;
export type Viewer = ViewerQuery['viewer'];
export type Member = MemberFieldsFragment;
export type Probe = ProbeFieldsFragment;
export type ProbeFilter = Pick<ProbesQueryVariables, 'risk' | 'severity'>;

/**
 * A client for one Tribunal and one token. It opens nothing until it is asked to.
 *
 * Everything throws `TribunalError` and nothing else.
 */
export function createClient(options: ClientOptions) {
  const endpoint = endpointOf(options.url);
  const documents = new Documents();
  const fetch = options.fetch ?? globalThis.fetch;
  const transport: Transport = { endpoint, token: options.token, fetch, documents };
  const ask: Ask = (document, variables) => request(transport, document, variables);
  const socket = {
    endpoint: endpoint.replace(/^http/, 'ws'),
    token: options.token,
    webSocket: options.webSocket,
    keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE_MS,
    documents,
  };
  const watch = (id: string, watching: WatchOptions = {}): AsyncGenerator<ScanEvent, void, void> =>
    watchScan(socket, id, watching);

  return {
    /** Who the token is: its tenant and scopes. */
    viewer: async (): Promise<Viewer> => (await ask(ViewerDocument, {})).viewer,

    targets: targetMethods(ask),

    scans: scanMethods(ask, watch),

    findings: findingMethods(ask),

    review: reviewMethods(ask),

    reports: reportMethods(ask, fetch, endpoint),

    members: {
      /** The people in the tenant, whom findings are given to. */
      list: (): AsyncGenerator<Member, void, void> => pages(async (page) => (await ask(MembersDocument, page)).members),
    },

    probes: {
      /** The probe library, by name, read page by page as it is used. */
      list: (filter: ProbeFilter = {}): AsyncGenerator<Probe, void, void> =>
        pages(async (page) => (await ask(ProbesDocument, { ...filter, ...page })).probes),
    },
  };
}

function endpointOf(url: string): string {
  const base = url.replace(/\/$/, '');
  return base.endsWith('/graphql') ? base : `${base}/graphql`;
}
