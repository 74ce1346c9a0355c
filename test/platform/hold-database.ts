import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';

// A process of its own that starts the embedded server on the folder it is given, says so, and stays until it is killed.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${server.url}\n`);
setInterval(() => {}, 60_000);
