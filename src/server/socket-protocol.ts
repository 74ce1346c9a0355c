import type { ExecutionArgs, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { authenticate, contextOf } from './authenticate.ts';
import { errorScopeOf } from './error-scope.ts';
import type { GraphQLDoor } from './graphql-route.ts';
import type { OperationIds } from './operation-ids.ts';
import { publicError } from './public-error.ts';
import type { SocketOutlet } from './socket-outlet.ts';
import { Subscription } from './subscriptions/subscription.ts';

/** What hangs on one socket. */
export type SocketExtra = {
  socket: WebSocket;
  address: string;
  /** The session's identifier in the cookie of the request that opened the socket; null when no page of ours opened it. */
  session: string | null;
  requestId: string;
  operations: OperationIds;
  /** Where the results of subscriptions go, past the library. */
  outlet: SocketOutlet;
  /** Called when the socket has said who it is. False when it may not stay. */
  onAuthenticated: (actor: Ctx['actor']) => boolean;
};

type Connection = { extra: SocketExtra; connectionParams?: Record<string, unknown> | undefined };

type Enveloped = ReturnType<GraphQLDoor['graphql']['getEnveloped']>;
type Operation = Pick<Enveloped, 'execute' | 'subscribe'> & { ctx: Ctx };

const INIT_WITHIN_MS = 5000;

/** Close codes of the sub-protocol: nobody known asks, somebody known may not, or may now do other things and should come again. */
export const CLOSE = {
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  rightsChanged: 4205,
  tooMuch: 4429,
  restart: 1012,
} as const;

/**
 * graphql-transport-ws over Yoga's pipeline, so that parsing, limits and execution are those of HTTP. Every message that goes out passes
 * `publicError`, as the library itself publishes the messages of whatever a stream throws.
 */
export function socketProtocol({ app, graphql }: GraphQLDoor) {
  const actors = new WeakMap<SocketExtra, Ctx['actor']>();
  const operations = new WeakMap<ExecutionArgs, Operation>();

  async function onConnect({ extra, connectionParams }: Connection): Promise<boolean> {
    try {
      const credentials = {
        authorization: authorizationIn(connectionParams),
        session: extra.session === null ? null : { text: extra.session, hand: null },
        address: extra.address,
        requestId: extra.requestId,
      };
      const { actor } = await authenticate(app, credentials);
      actors.set(extra, actor);
      return extra.onAuthenticated(actor);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      extra.socket.close(error.row.http === 401 ? CLOSE.unauthorized : CLOSE.forbidden, error.code);
      return false;
    }
  }

  async function onSubscribe({ extra }: Connection, _id: string, payload: SubscribePayload) {
    const actor = actors.get(extra);
    if (!actor) throw new Error('a socket subscribes before it is known');
    const ctx = contextOf(app, actor);
    try {
      if (extra.operations.size >= app.config.sockets.operations) throw tooMany(app.config.sockets.operations);
      return await prepare(graphql, ctx, payload, operations);
    } catch (error) {
      return [publicError(error, errorScopeOf(ctx, 'websocket'))];
    }
  }

  const shown = (errors: readonly GraphQLError[], ctx: Ctx): GraphQLFormattedError[] =>
    errors.map((error) => publicError(error, errorScopeOf(ctx, 'websocket')).toJSON());

  return makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect,
    onSubscribe,
    execute: (args) => operations.get(args)!.execute(args),
    subscribe: (args) => operations.get(args)!.subscribe(args),
    onOperation: ({ extra }, id, _payload, _args, result) => {
      if (result instanceof Subscription) result.to(extra.outlet.operation(id));
    },
    onNext: (_socket, _id, _payload, args, result) => {
      if (!result.errors) return;
      return { ...result, errors: shown(result.errors, operations.get(args)!.ctx) } as FormattedExecutionResult;
    },
    onError: ({ extra }, _id, _payload, errors) => {
      const actor = actors.get(extra);
      return actor && shown(errors, contextOf(app, actor));
    },
  });
}

/** The operation, ready to run, or the errors of its document. */
async function prepare(
  graphql: GraphQLDoor['graphql'],
  ctx: Ctx,
  payload: SubscribePayload,
  operations: WeakMap<ExecutionArgs, Operation>,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { schema, parse, validate, contextFactory, execute, subscribe } = graphql.getEnveloped(
    Object.assign(ctx, { params: payload }) as never, // as Yoga does over HTTP: plugins read the document's id and extensions
  );
  const document = parse(payload.query);
  const errors = validate(schema, document);
  if (errors.length > 0) return errors.map((error: GraphQLError) => publicError(error, errorScopeOf(ctx, 'websocket')));
  const args: ExecutionArgs = {
    schema,
    document,
    operationName: payload.operationName ?? null,
    variableValues: payload.variables ?? null,
    contextValue: await contextFactory(),
  };
  operations.set(args, { ctx, execute, subscribe });
  return args;
}

/** `{ "token": "trb_live_…" }`, or `{ "Authorization": "Bearer trb_live_…" }` as GraphiQL and others send it. */
function authorizationIn(params: Record<string, unknown> | undefined): string | null {
  if (typeof params?.token === 'string') return `Bearer ${params.token}`;
  const header = params?.Authorization ?? params?.authorization;
  return typeof header === 'string' ? header : null;
}

function tooMany(most: number): DomainError {
  return new DomainError('too_many_operations', `A socket carries at most ${most} operations at once.`);
}
