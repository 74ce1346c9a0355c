import { setTimeout as after } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { migrationState } from '#src/platform/migrated.ts';

const LIMIT_MS = 2000;

/** `/livez`: the process answers. `/readyz`: so do the parts that it needs, within two seconds. */
export function healthRoutes(http: FastifyInstance, app: App): void {
  http.get('/livez', async () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const database = await Promise.race([migrationState(app.system), after(LIMIT_MS, 'unavailable', { ref: false })]);
    const redis = app.wakeups.healthy() ? 'ok' : 'unavailable';
    const checks = { database, ...(app.config.redisUrl ? { redis } : {}) };
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', checks });
  });
}
