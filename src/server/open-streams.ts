import type { FastifyReply } from 'fastify';
import { standingOf } from '#src/access/standing.ts';
import type { Actor, App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { CredentialWatch } from './credential-watch.ts';
import { drain } from './drain.ts';
import type { OpenSockets } from './open-sockets.ts';
import { addressOf } from './request-credentials.ts';

/** The event streams that are open in this process, at whichever door. */
export type OpenStreams = {
  /**
   * Counts a stream that is about to answer, and ends it when its token or session does, or when the server stops.
   *
   * @throws DomainError `too_many_sockets`; the stream is destroyed then
   */
  keep(reply: FastifyReply, actor: Actor, body: { destroy(): unknown }): void;
  /** Ends all of them, over DRAIN_SECONDS at most. */
  endAll(): Promise<void>;
};

export type StreamParts = {
  app: App;
  credentials: CredentialWatch;
  /** Websockets and event streams, counted together. */
  perAddress: OpenSockets;
  perCredential: OpenSockets;
};

export function openStreams({ app, credentials, perAddress, perCredential }: StreamParts): OpenStreams {
  const ends = new Set<() => void>();
  return {
    keep(reply, actor, body) {
      const leaves = [
        perAddress.enter(addressOf(app, reply.request.raw)),
        perCredential.enter(standingOf(actor).credential),
      ];
      const leave = () => {
        for (const one of leaves) one?.();
      };
      if (leaves.includes(null)) {
        leave();
        body.destroy();
        const message = 'Too many sockets and streams are open from here, or with this token.';
        throw new DomainError('too_many_sockets', message);
      }
      const end = () => cut(reply, body);
      const forget = credentials.watch(actor, end);
      ends.add(end);
      app.metrics.sockets.inc({ door: 'sse' });
      reply.raw.once('close', () => {
        ends.delete(end);
        app.metrics.sockets.dec({ door: 'sse' });
        forget();
        leave();
      });
    },
    endAll: () => drain([...ends], app.config.sockets.drainMs),
  };
}

function cut(reply: FastifyReply, body: { destroy(): unknown }): void {
  body.destroy();
  reply.raw.end();
  reply.raw.socket?.destroySoon();
}
