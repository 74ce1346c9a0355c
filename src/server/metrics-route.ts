import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { countScans } from '#src/scans/count-scans.ts';

/** Times every request by the route's pattern, never by its address: an address holds ids. */
export function measureRequests(http: FastifyInstance, app: App): void {
  http.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { route, method: request.method, status: String(reply.statusCode) };
    app.metrics.requests.observe(labels, reply.elapsedTime / 1000);
  });
}

/** `/metrics` for Prometheus: this process's own counts, and the scans of the whole installation by status. */
export function metricsRoute(http: FastifyInstance, app: App): void {
  http.get('/metrics', async (_request, reply) => {
    for (const { status, count } of await countScans(app)) app.metrics.scans.set({ status }, count);
    return reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics());
  });
}
