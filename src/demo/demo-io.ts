import type { EventEmitter } from 'node:events';

/** What the demo needs of a running system. */
export type DemoSystem = {
  /** Without a slash at its end. */
  url: string;
  token: string;
  close(): Promise<void>;
};

type DemoSystemSettings = {
  port: number;
  dataDir: string;
  bootstrapToken: string;
  allowPrivateTargets: string[];
  logLevel?: 'warn' | 'error';
};

export type DemoOutput = {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
};

/** What the command line gives the demo. Tests give their own; by default the process’s streams and signals are used. */
export type DemoIo = {
  startSystem(settings: DemoSystemSettings): Promise<DemoSystem>;
  stdout?: DemoOutput;
  stderr?: DemoOutput;
  /** Where `SIGINT` and `SIGTERM` arrive. */
  signals?: Pick<EventEmitter, 'on' | 'off'>;
};
