import { z } from 'zod';

// The settings of websockets and event streams.

const whole = (least: number, most: number) => {
  const rule = `has to be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,7}$/, rule)
    .transform(Number)
    .refine((value) => value >= least && value <= most, rule);
};

/** Its variables, by their names. */
export const SOCKET_VARIABLES = {
  SOCKETS_PER_ADDRESS: whole(1, 1_000_000).default(1000),
  SOCKETS_PER_TOKEN: whole(1, 1_000_000).default(1000),
  SOCKET_OPERATIONS: whole(1, 10_000).default(100),
  SOCKET_IDLE_MINUTES: whole(0, 1440).default(15),
  DRAIN_SECONDS: whole(0, 60).default(3),
} as const;

type SocketVariables = z.output<z.ZodObject<typeof SOCKET_VARIABLES>>;

export type SocketConfig = {
  sockets: {
    /** Open websockets and event streams of one process, for one address and for one token or session. */
    perAddress: number;
    perCredential: number;
    /** Operations under way at once on one websocket. */
    operations: number;
    /** How long a websocket without an operation stays open; 0 for ever. */
    idleMs: number;
    /** Over how long sockets are closed when the process stops. */
    drainMs: number;
  };
};

export function socketConfig(variables: SocketVariables): SocketConfig {
  return {
    sockets: {
      perAddress: variables.SOCKETS_PER_ADDRESS,
      perCredential: variables.SOCKETS_PER_TOKEN,
      operations: variables.SOCKET_OPERATIONS,
      idleMs: variables.SOCKET_IDLE_MINUTES * 60_000,
      drainMs: variables.DRAIN_SECONDS * 1000,
    },
  };
}
