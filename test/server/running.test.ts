import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer } from '#src/server/http.ts';
import { OWNER, openTestSystem, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, collect, sse } from '#test/kit/ask.ts';
import { breakDatabase } from '#test/kit/break.ts';
import { seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${system.url}${path}`, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

describe('health', () => {
  it('lives and is ready', async () => {
    expect(await get('/livez')).toMatchObject({ status: 200 });
    expect(JSON.parse((await get('/readyz')).text)).toEqual({ status: 'ok', checks: { database: 'ok' } });
  });

  it('lives on without its database, and is not ready', async () => {
    const mend = breakDatabase(system.app, () => true);
    expect((await get('/livez')).status).toBe(200);
    expect(await get('/readyz')).toMatchObject({ status: 503 });
    mend();
    expect((await get('/readyz')).status).toBe(200);
  });

  it('is not ready on a database that is not migrated', async () => {
    await system.app.system.query('alter table _prisma_migrations rename to elsewhere');
    const { status, text } = await get('/readyz');
    await system.app.system.query('alter table elsewhere rename to _prisma_migrations');
    expect([status, JSON.parse(text).checks.database]).toEqual([503, 'not migrated']);
  });
});

describe('metrics', () => {
  it('count scans, requests and sockets, and hold no id', async () => {
    const scan = await (await seed(system.app).defaultTenant()).scan({ status: 'judging' });
    await ask(system, OWNER, 'query($id: ID!) { scan(id: $id) { id } }', { id: scan.publicId });
    using _socket = await knownSocket(system, OWNER);
    const { text, type } = await get('/metrics');
    expect(type).toContain('text/plain');
    expect(text).toContain('tribunal_scans{status="judging"} 1');
    expect(text).toMatch(
      /tribunal_request_duration_seconds_count\{route="\/graphql",method="POST",status="200"\} [1-9]/,
    );
    expect(text).toContain('tribunal_open_sockets{door="websocket"} 1');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain(scan.publicId);
    expect(text).not.toContain(scan.id);
  });

  it('name routes and not addresses, so that strangers cannot make series at will', async () => {
    for (let i = 0; i < 5; i += 1) await get(`/made-up-${i}`);
    expect((await get('/metrics')).text).not.toContain('made-up');
  });
});

describe('GraphiQL', () => {
  it('is a page that needs no token and fetches nothing from elsewhere', async () => {
    const { status, type, text } = await get('/graphql', { accept: 'text/html' });
    expect(status).toBe(200);
    expect(type).toContain('text/html');
    const loads = [...text.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)=["']?([^"' >]+)/g)].map(
      (match) => match[1]!,
    );
    expect(loads.filter((address) => /^(https?:)?\/\//.test(address))).toEqual([]);
  });

  it('does not open the door to anything else', async () => {
    const { status } = await get('/graphql?query=%7Bviewer%7Bscopes%7D%7D', { accept: 'text/html' });
    expect(status).toBe(401);
  });
});

describe('the end', () => {
  it('is told to sockets, ends streams, and lets requests finish', async () => {
    await using own = await openTestSystem();
    const server = await openServer(own.app);
    const scan = await (await seed(own.app).defaultTenant()).scan();
    const follow = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';
    const socket = await knownSocket(server, OWNER);
    const stream = sse(server, OWNER, follow, { id: scan.publicId });
    await stream.next();
    const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { tenants } = own.app;
    own.app.tenants = {
      ...tenants,
      of: (tenantId) => {
        const db = tenants.of(tenantId);
        const query: typeof db.query = async (text, values) => {
          if (text.includes('from scans t')) {
            begun.resolve();
            await release.promise;
          }
          return db.query(text, values);
        };
        return { ...db, query };
      },
    };
    const slow = ask(server, OWNER, '{ scans { totalCount } }');
    await begun.promise;
    const closing = server.close();
    expect(await socket.closed).toEqual({ code: 1012, reason: 'Restarting: come back, to any process' });
    await collect(stream).catch(() => []);
    release.resolve();
    expect((await slow).body.data.scans.totalCount).toBe(1);
    await closing;
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
  });

  it('is a sentence for the operator when the address is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await using own = await openTestSystem({ config: { port, host: '127.0.0.1' } });
    await expect(openServer(own.app)).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${port} (EADDRINUSE). Set HOST and PORT to a free address.`,
    );
    taken.close();
  });
});
