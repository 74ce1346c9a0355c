/**
 * How the embedded server is tuned: one machine of two cores, shared with the process that uses it, and data that must survive
 * a power cut. Passed on the command line at each start, so that a new release's settings reach an old data folder.
 *
 * Not here on purpose: `fsync=off`, `synchronous_commit=off`, `full_page_writes=off`. A commit that was answered is kept.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  // Nobody else: no TCP unless the socket's path is too long (see listenOn).
  listen_addresses: '',
  max_connections: '60',
  superuser_reserved_connections: '2',
  // The whole hot set of a scan fits; the rest is left to the page cache and to Node.
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: 'off',
  // Queries are short and indexed: compiling them costs more than it saves, and a parallel plan takes Node's core.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '2',
  io_method: 'sync',
  // No replicas: less log is written, and three processes are not started.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // Checkpoints are rare and spread out. A restart after a crash replays at most this much log: about 2 s.
  checkpoint_timeout: '15min',
  max_wal_size: '512MB',
  wal_compression: 'pglz',
  wal_buffers: '8MB',
  // Queue and event tables change all the time: vacuum them early, in small steps.
  autovacuum_naptime: '20s',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_max_workers: '2',
  // Statements carry prompts and answers: they are never logged, only the server's own start, stop and failure.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_line_prefix: '',
  lc_messages: 'C',
  timezone: 'UTC',
};

export type Listen = { socketFolder: string } | { port: number };

/** The server's arguments after `-D`. */
export function serverArguments(listen: Listen, others: Readonly<Record<string, string>> = {}): string[] {
  const rows = { ...SETTINGS, ...others, ...listenOn(listen) };
  return Object.entries(rows).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The socket lies in the data folder, which is the server's working directory and closed to other users. */
function listenOn(listen: Listen): Record<string, string> {
  if ('port' in listen) {
    return { listen_addresses: '127.0.0.1', port: String(listen.port), unix_socket_directories: '' };
  }
  return { unix_socket_directories: '.', unix_socket_permissions: '0700' };
}

/** Arguments of initdb after `-D`. Sorting is by code point: it depends on no library of the machine, now or after an upgrade. */
export const INITDB_ARGUMENTS: readonly string[] = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];
