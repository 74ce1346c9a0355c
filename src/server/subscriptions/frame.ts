import type { ExecutionResult } from 'graphql';

/** One result of a subscription, serialised once for everybody who gets it. */
export type Frame = {
  /** The place to go on from after this one; null in streams that cannot be resumed. */
  cursor: string | null;
  /** JSON of the result, as it stands in every message. Holds no line break. */
  payload: Buffer;
  /** The whole server-sent event, made when the first reader of that door needs it. */
  event?: Buffer;
};

export function frameOf(result: ExecutionResult, cursor: string | null): Frame {
  return { cursor, payload: Buffer.from(JSON.stringify(result)) };
}

/** The same result as one subscriber gets it, with `extensions`, which results of shared executions have none of. */
export function withExtensions({ cursor, payload }: Frame, extensions: object): Frame {
  const end = Buffer.from(`,"extensions":${JSON.stringify(extensions)}}`);
  return { cursor, payload: Buffer.concat([payload.subarray(0, -1), end]) };
}

/** Where the results of one operation go: a websocket or an event stream. It is never handed more than it takes. */
export type Outlet = {
  /** Sends frames from `from` on, as many as fit. Returns how many. */
  offer(frames: readonly Frame[], from: number): number;
  /** Whether it would take one now. */
  ready(): boolean;
  /** Calls back once when it takes more; never when it has closed. */
  whenReady(resume: () => void): void;
};
