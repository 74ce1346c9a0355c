import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { startHttpServer } from '#test/kit/http-server.ts';

/** A running server as the checks see it: from outside, with a token of every scope. What they need is made through the API. */
export type Door = AsyncDisposable & {
  url: string;
  token: string;
  /** A token without the scope `schema:read`. */
  plainToken: string;
  /** Whether the server has GraphiQL and introspection off. */
  production: boolean;
  /** Seven targets, in the order in which they were made. */
  targets: string[];
  /** A scan that has ended, and one that goes on until the door is closed. */
  ended: string;
  running: string;
};

/** One thing that has to hold. Throws when it does not. */
export type Check = { id: string; says: string; run: (door: Door) => Promise<unknown> };

const TARGET = `mutation($name: String!, $url: String!) { createTarget(input: { name: $name, url: $url, llm: { model: "m" } }) {
  ... on CreateTargetPayload { target { id } } ... on Problem { code message } } }`;
const START = `mutation($id: ID!) { startScan(input: { targetId: $id, probeIds: ["prompt-injection-basic"] }) {
  ... on StartScanPayload { scan { id } } ... on Problem { code message } } }`;
const CANCEL = 'mutation($id: ID!) { cancelScan(input: { scanId: $id }) { __typename } }';
const MINT =
  'mutation { mintToken(input: { name: "conformance", scopes: ["scans:read", "targets:read"] }) { ... on MintTokenPayload { text } } }';

/** Makes what the checks need. Its targets are a server that never answers, so the API has to be allowed to reach 127.0.0.1. */
export async function openDoor(server: { url: string; token: string; production: boolean }): Promise<Door> {
  const silent = await startHttpServer(() => {});
  const run = (query: string, variables: Record<string, unknown>): Promise<Json> =>
    dataOf(ask(server, server.token, query, variables));
  const targets: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    const { createTarget } = await run(TARGET, { name: `Bot ${i}`, url: `${silent.url}/${i}` });
    if (!createTarget.target) throw new Error(`A target could not be made: ${createTarget.message}`);
    targets.push(createTarget.target.id);
  }
  const start = async (id: string): Promise<string> => (await run(START, { id })).startScan.scan.id;
  const [running, ended] = [await start(targets[0]!), await start(targets[1]!)];
  await run(CANCEL, { id: ended });
  const plainToken: string = (await run(MINT, {})).mintToken.text;
  return { ...server, plainToken, targets, running, ended, [Symbol.asyncDispose]: () => silent.close() };
}
