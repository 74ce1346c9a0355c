import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';

const LIMIT_MS = 2000;

/** `/livez`: the process answers. `/readyz`: so do the parts that it needs, and the schema is the one that this code expects. */
export function healthRoutes(http: FastifyInstance, app: App): void {
  http.get('/livez', async () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const checks = { database: await databaseOf(app), ...(app.config.redisUrl ? { redis: redisOf(app) } : {}) };
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', checks });
  });
}

/** The database answers and has what the newest migration made. Migrations run before the server opens, so this notices a restore. */
async function databaseOf(app: App): Promise<'ok' | 'unavailable' | 'not migrated'> {
  const late = AbortSignal.timeout(LIMIT_MS);
  const answer = app.db
    .query<{ open: number }>(
      'select count(*)::int as open from _prisma_migrations where finished_at is null and rolled_back_at is null',
    )
    .then(([row]) => (row?.open === 0 ? ('ok' as const) : ('not migrated' as const)))
    .catch((error: { code?: string }) =>
      error.code === '42P01' ? ('not migrated' as const) : ('unavailable' as const),
    );
  const timeout = new Promise<'unavailable'>((resolve) => {
    late.addEventListener('abort', () => resolve('unavailable'));
  });
  return Promise.race([answer, timeout]);
}

function redisOf(app: App): 'ok' | 'unavailable' {
  return app.wakeups.healthy() ? 'ok' : 'unavailable';
}
