import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a process counts, in Prometheus' terms. Labels are names of routes, states and outcomes: never an id, never a tenant. */
export type Metrics = {
  registry: Registry;
  /** Attempts whose answers this process stored. */
  attempts: Counter;
  /** Attempts whose verdicts this process settled. */
  judged: Counter;
  /** Scans of the whole installation by status, as they stood when they were last asked for. */
  scans: Gauge<'status'>;
  /** Seconds from the first byte of a request to the last of its answer. A stream counts when it ends. */
  requests: Histogram<'route' | 'method' | 'status'>;
  /** Open websockets and event streams. */
  sockets: Gauge<'door'>;
  /** Subscriptions under way. */
  subscriptions: Gauge;
  /** Sources that are executed for subscriptions. Subscriptions alike share one. */
  streams: Gauge;
  /** Seconds from the moment an event was written to the moment it was handed to a subscriber that follows live. */
  eventLag: Histogram;
  /** Errors that were masked: bugs, by the door where they came up. */
  bugs: Counter<'door'>;
};

const REQUEST_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LAG_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** A registry of its own for each call, so that two systems in one process do not meet. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    attempts: new Counter({
      name: 'tribunal_attempts_total',
      help: 'Attempts whose answers this process stored.',
      registers,
    }),
    judged: new Counter({
      name: 'tribunal_judged_total',
      help: 'Attempts whose verdicts this process settled.',
      registers,
    }),
    scans: new Gauge({
      name: 'tribunal_scans',
      help: 'Scans of the installation, by status.',
      labelNames: ['status'],
      registers,
    }),
    requests: new Histogram({
      name: 'tribunal_request_duration_seconds',
      help: 'Time to answer a request, by route.',
      labelNames: ['route', 'method', 'status'],
      buckets: REQUEST_BUCKETS,
      registers,
    }),
    sockets: new Gauge({
      name: 'tribunal_open_sockets',
      help: 'Open websockets and event streams.',
      labelNames: ['door'],
      registers,
    }),
    subscriptions: new Gauge({ name: 'tribunal_open_subscriptions', help: 'Subscriptions under way.', registers }),
    streams: new Gauge({
      name: 'tribunal_open_streams',
      help: 'Sources that are executed for subscriptions; subscriptions alike share one.',
      registers,
    }),
    eventLag: new Histogram({
      name: 'tribunal_event_lag_seconds',
      help: 'Time from the writing of an event to its delivery to a live subscriber.',
      buckets: LAG_BUCKETS,
      registers,
    }),
    bugs: new Counter({
      name: 'tribunal_bugs_total',
      help: 'Errors of our own that were masked, by door.',
      labelNames: ['door'],
      registers,
    }),
  };
}
