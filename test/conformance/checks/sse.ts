import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Check, Door } from '#test/conformance/door.ts';
import type { Json } from '#test/kit/ask.ts';

const FOLLOW = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence cursor } }';

type Event = { event: string; data: Json; id: string | null };

async function open(door: Door, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${door.token}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

/** Every event of a stream that ends. */
async function eventsOf(response: Response): Promise<Event[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => /^event:/m.test(block));
  return blocks.map((block) => {
    const line = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null;
    const data = line('data');
    return { event: line('event')!, data: data ? JSON.parse(data) : null, id: line('id') };
  });
}

const ended = (door: Door) => ({ query: FOLLOW, variables: { id: door.ended } });

/** GraphQL over server-sent events, in the mode of distinct connections. */
export const SSE: Check[] = [
  {
    id: 'S01',
    says: 'the answer is an event stream, accepted',
    run: async (door) => {
      const response = await open(door, ended(door));
      deepEqual([response.status, response.headers.get('content-type')?.split(';')[0]], [200, 'text/event-stream']);
      await response.text();
    },
  },
  {
    id: 'S02',
    says: 'each result is a next event',
    run: async (door) => {
      const events = await eventsOf(await open(door, ended(door)));
      ok(events.length > 1);
      for (const { event, data } of events.slice(0, -1)) {
        equal(event, 'next');
        ok(data.data.scanEvents.sequence > 0);
      }
    },
  },
  {
    id: 'S03',
    says: 'the last event is complete, once',
    run: async (door) => {
      const events = await eventsOf(await open(door, ended(door)));
      deepEqual(events.map(({ event }) => event === 'complete').indexOf(true), events.length - 1);
    },
  },
  {
    id: 'S04',
    says: 'a query is one next and complete',
    run: async (door) => {
      const events = await eventsOf(await open(door, { query: '{ __typename }' }));
      deepEqual(
        events.map(({ event }) => event),
        ['next', 'complete'],
      );
      deepEqual(events[0]!.data.data, { __typename: 'Query' });
    },
  },
  {
    id: 'S05',
    says: 'it is had by GET too',
    run: async (door) => {
      const url = new URL(`${door.url}/graphql`);
      url.searchParams.set('query', FOLLOW);
      url.searchParams.set('variables', JSON.stringify({ id: door.ended }));
      const headers = { accept: 'text/event-stream', authorization: `Bearer ${door.token}` };
      equal((await eventsOf(await fetch(url, { headers }))).at(-1)!.event, 'complete');
    },
  },
  {
    id: 'S06',
    says: 'what is wrong with a document is an event of an accepted stream',
    run: async (door) => {
      const response = await open(door, { query: 'subscription { nothing }' });
      const [first] = await eventsOf(response);
      deepEqual([response.status, first!.event, first!.data.errors.length > 0], [200, 'next', true]);
    },
  },
  {
    id: 'S07',
    says: 'a refusal of the subscription is an event too',
    run: async (door) => {
      const [first] = await eventsOf(await open(door, { query: FOLLOW, variables: { id: 'nobody' } }));
      equal(first!.data.errors[0].extensions.code, 'NOT_FOUND');
    },
  },
  {
    id: 'S08',
    says: 'each event has its cursor for an id',
    run: async (door) => {
      const events = (await eventsOf(await open(door, ended(door)))).filter(({ event }) => event === 'next');
      for (const { id, data } of events) equal(id, data.data.scanEvents.cursor);
    },
  },
  {
    id: 'S09',
    says: 'Last-Event-ID goes on after it',
    run: async (door) => {
      const [first, ...rest] = await eventsOf(await open(door, ended(door)));
      const again = await eventsOf(await open(door, ended(door), { 'last-event-id': first!.id! }));
      // What a stream costs is said by its first event, whichever that is.
      const told = (event: (typeof rest)[number]) => [event.event, event.id, event.data?.data];
      deepEqual(again.map(told), rest.map(told));
    },
  },
  {
    id: 'S10',
    says: 'the stream begins at once, with how long to wait before coming again',
    run: async (door) => {
      const text = await (await open(door, ended(door))).text();
      match(text, /^retry: \d+\n/);
    },
  },
  {
    id: 'S11',
    says: 'nothing on the way keeps or gathers it',
    run: async (door) => {
      const response = await open(door, ended(door));
      match(response.headers.get('cache-control') ?? '', /no-store|no-cache/);
      await response.text();
    },
  },
  {
    id: 'S12',
    says: 'without a token there is no stream',
    run: async (door) =>
      equal((await open(door, ended(door), { authorization: 'Bearer trb_live_nobody' })).status, 401),
  },
];
