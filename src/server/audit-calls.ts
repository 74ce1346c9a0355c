import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type CallLog, openCallLog } from '#src/audit/call-log.ts';
import type { Actor, App, Ctx } from '#src/platform/context.ts';

const logs = new WeakMap<App, CallLog>();
const callers = new WeakMap<FastifyRequest, Actor>();
/** What a GraphQL request asks, by its actor: an HTTP request has one of its own. */
const operations = new WeakMap<Actor, string>();
const overHttp = new WeakSet<Actor>();

function logOf(app: App): CallLog {
  const found = logs.get(app) ?? openCallLog(app);
  logs.set(app, found);
  return found;
}

/** Says whose request it is. From then on it is a call that the audit log keeps, however it ends. */
export function noteCaller(request: FastifyRequest, actor: Actor): void {
  callers.set(request, actor);
  overHttp.add(actor);
}

/** Audits every authenticated HTTP request when its answer is out. Returns the way to write what is left, at the end. */
export function auditCalls(http: FastifyInstance, app: App): () => Promise<void> {
  const log = logOf(app);
  http.addHook('onResponse', async (request, reply) => {
    const actor = callers.get(request);
    if (!actor) return;
    log.note(actor, {
      door: 'http',
      method: request.method,
      path: request.routeOptions.url ?? 'none',
      operation: operations.get(actor) ?? null,
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
    });
  });
  return () => {
    logs.delete(app);
    return log.close();
  };
}

const FIELDS_NAMED = 5;

/** Names what a GraphQL request asks; over a websocket each operation is a call of its own, noted when it begins. */
export function useCallAudit(app: App, path: string): Plugin<Ctx, Ctx> {
  const note = (args: Parameters<NonNullable<Plugin['onExecute']>>[0]['args']) => {
    const { actor } = args.contextValue as unknown as Ctx;
    const operation = operationOf(args);
    if (overHttp.has(actor)) return void operations.set(actor, operation);
    const call = { door: 'websocket', method: 'SUBSCRIBE', path, status: 200, durationMs: 0 } as const;
    logOf(app).note(actor, { ...call, operation });
  };
  return {
    onExecute: ({ args }) => note(args),
    onSubscribe: ({ args }) => note(args),
  };
}

function operationOf({ document, operationName }: { document: DocumentNode; operationName?: string | null }): string {
  const node = getOperationAST(document, operationName);
  const fields = node?.selectionSet.selections.flatMap((field) => (field.kind === 'Field' ? [field.name.value] : []));
  const named = [...new Set(fields)];
  const more = named.length > FIELDS_NAMED ? ' …' : '';
  return `${node?.operation ?? 'query'} ${named.slice(0, FIELDS_NAMED).join(' ')}${more}`;
}
