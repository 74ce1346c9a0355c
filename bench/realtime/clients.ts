import { randomUUID } from 'node:crypto';
import { answerCalls, now } from './call.ts';
import { Follower } from './follower.ts';
import { LightSocket } from './light-socket.ts';

// Many sockets in one process. They count what arrives and look into it only where a measurement asks for it.

type Open = { url: string; sockets: number; token?: string; scanId?: string; after?: string | null; query?: string };
type Group = { sockets: LightSocket[]; got: number; first: number; wanted: number; last: number; arrivals: number[][] };

const groups: Group[] = [];
const followers: Follower[] = [];
let followed = '';
let sample = '';

async function open({ url, sockets, token, scanId, query }: Open): Promise<number> {
  const group: Group = { sockets: [], got: 0, first: 0, wanted: 0, last: 0, arrivals: [] };
  groups.push(group);
  for (let i = 0; i < sockets; i += 50) {
    const some = Array.from({ length: Math.min(50, sockets - i) }, () =>
      query === undefined ? openRaw(group, url) : openFollower(group, url, token!, query, { id: scanId }),
    );
    group.sockets.push(...(await Promise.all(some)));
  }
  return groups.length - 1;
}

async function openRaw(group: Group, url: string): Promise<LightSocket> {
  const socket = await LightSocket.open(url);
  socket.onText = (bytes) => note(group, bytes);
  return socket;
}

/** A follower who has had its first event. */
async function openFollower(group: Group, url: string, token: string, query: string, variables: object) {
  const socket = await LightSocket.open(url, 'graphql-transport-ws');
  const message = () =>
    new Promise<string>((resolve, reject) => {
      socket.onText = (bytes) => resolve(String(bytes));
      socket.onClose = (reason) => reject(new Error(reason));
    });
  const ack = message();
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  await ack;
  const first = message();
  socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query, variables } }));
  const said = await first;
  if (!said.includes('"data"')) throw new Error(said);
  socket.onText = (bytes) => note(group, bytes);
  socket.onClose = () => {};
  return socket;
}

function note(group: Group, data: Buffer): void {
  group.got += 1;
  if (group.got === 1) {
    group.first = now();
    sample = String(data);
  }
  if (group.got === group.wanted) group.last = now();
  if (!timing) return;
  const sequence = lastNumber(data);
  group.arrivals[sequence] ??= [];
  group.arrivals[sequence].push(now());
}

const [ZERO, NINE] = [48, 57];

/** The sequence, which is the last number of a message. Read from the bytes: text and expressions would cost as much as the reading. */
function lastNumber(data: Buffer): number {
  let end = data.length;
  while (end > 0 && !isDigit(data[end - 1]!)) end -= 1;
  let value = 0;
  for (let i = end - 1, unit = 1; i >= 0 && isDigit(data[i]!); i -= 1, unit *= 10) value += (data[i]! - ZERO) * unit;
  return value;
}

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE;

let timing = false;

answerCalls({
  open,
  /** Followers that connect again by themselves, to wherever `lead` says. */
  follow: ({ url, token, scanId, count }: { url: string; token: string; scanId: string; count: number }) => {
    followed = url;
    for (let i = 0; i < count; i += 1) {
      const follower = new Follower(() => ({ url: followed, token, scanId }), false);
      followers.push(follower);
      setTimeout(() => void follower.follow(), i / 2); // two a millisecond at most
    }
  },
  lead: (url: string) => {
    followed = url;
  },
  /** How many have had event `sequence`, how many have missed one, and how many have connected again. */
  reached: (sequence: number) => ({
    reached: followers.filter(({ seen }) => (seen.at(-1) ?? 0) >= sequence).length,
    broken: followers.filter(({ seen }) => seen.some((n, i) => n !== i + 1)).length,
    again: followers.filter(({ connections }) => connections > 1).length,
  }),
  reset: ({ group, time }: { group: number; time: boolean }) => {
    timing = time;
    Object.assign(groups[group]!, { got: 0, first: 0, wanted: 0, last: 0, arrivals: [] });
  },
  /** Waits until every socket has so many messages, and returns how long it took from the first to the last. */
  collect: async ({ group, messages }: { group: number; messages: number }) => {
    const each = groups[group]!;
    const total = each.sockets.length * messages;
    each.wanted = total;
    if (each.got >= total) each.last = now();
    const deadline = now() + 120_000;
    while (each.got < total) {
      if (now() > deadline) throw new Error(`${each.got} of ${total} messages arrived`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { ms: each.last - each.first, messages: total };
  },
  sample: () => sample,
  arrivals: (group: number) => Array.from(groups[group]!.arrivals, (times) => times ?? []),
  /** From now on nothing is read. */
  stopReading: (group: number) => {
    for (const socket of groups[group]!.sockets) socket.pause();
  },
  close: (group: number) => {
    for (const socket of groups[group]!.sockets) socket.terminate();
  },
});
