import { constants } from 'node:os';
import type { FirstStart } from '#src/access/bootstrap.ts';
import { runUserCommand } from '#src/access/user-command.ts';
import { runAuditCommand } from '#src/audit/audit-command.ts';
import { runDemo } from '#src/demo/demo-command.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { systemClock } from '#src/platform/clock.ts';
import { type Config, readConfig, requireSplit } from '#src/platform/config.ts';
import { openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { openLog } from '#src/platform/log.ts';
import { migrate } from '#src/platform/migrate.ts';
import { createOutbound } from '#src/platform/outbound.ts';
import { readSecretLine } from '#src/platform/read-secret-line.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { runProbesCommand } from '#src/probes/probes-command.ts';
import { ownPublicKeys } from '#src/reports/public-keys.ts';
import { runVerifyCommand } from '#src/reports/verify-command.ts';
import { type Parts, startSystem } from '#src/start-system.ts';

const USAGE = `tribunal <command>

  start     everything in one process (the default)
  api       the API alone         needs DATABASE_URL, REDIS_URL, SECRET_KEY
                                  and REPORT_SIGNING_KEY
  worker    the workers alone     needs the same
  migrate   bring the database up to date, and end
  demo      scan a demo bot and watch it      demo --help
  probes    the probe library and what it covers
  audit     verify the audit log, print its head      audit --help
  verify    check a report with its signature      verify --help
  user      people: list, password <email>, invite <email>

Settings are environment variables: see .env.example.
`;

/** The command line. Exit status 0 when it did what was asked, 1 when it could not, 2 when it was asked in a wrong way. */
async function main([command = 'start', ...rest]: string[]): Promise<number> {
  if (command === 'start') return serve({ api: true, worker: true });
  if (command === 'api' || command === 'worker')
    return serve({ api: command === 'api', worker: command === 'worker' }, command);
  if (command === 'migrate') return migrateOnly(readConfig(process.env));
  if (command === 'demo') return runDemo(rest, { startSystem: startDemoSystem });
  if (command === 'probes') return runProbesCommand(rest, (text) => void process.stdout.write(text));
  if (command === 'audit') return auditCommand(rest);
  if (command === 'verify') return verifyCommand(rest);
  if (command === 'user') return userCommand(rest);
  const help = command === 'help' || command === '--help';
  (help ? process.stdout : process.stderr).write(help ? USAGE : `There is no command ${command}.\n\n${USAGE}`);
  return help ? 0 : 2;
}

/** Runs until SIGTERM or SIGINT; a third signal does not wait. */
async function serve(parts: Parts, split?: 'api' | 'worker'): Promise<number> {
  const config = readConfig(process.env);
  if (split) requireSplit(config, split);
  await using system = await startSystem(config, parts);
  // Before anybody is told that it is ready, and may end it.
  const stopping = stopSignal();
  void system.databaseEnd.then(endAtOnce);
  const { log } = system.app;
  if (system.first) process.stdout.write(welcome(system.first, config.publicUrl ?? system.url ?? ''));
  log.info({ url: system.url ?? undefined, parts }, 'ready');
  if (system.url)
    process.stdout.write(
      `Tribunal listens on ${config.publicUrl ?? system.url}.${config.api.graphiql ? ` GraphiQL: ${config.publicUrl ?? system.url}/graphql` : ''}\n`,
    );
  log.info({ signal: await stopping }, 'stopping');
  return 0;
}

/** What only the first start says. */
function welcome({ token, invitation }: FirstStart, url: string): string {
  return `
Shown this once. The first token of this installation:

  ${token}

The first owner sets a password, within seven days and once, by

  curl -sS ${url}/auth/accept-invitation -H 'Content-Type: application/json' -d '{"invitation":"${invitation}","password":"…"}'

and then signs in: README.md, People.
`;
}

/** People, on the database of the settings. The embedded one serves one process alone: stop the server first. */
async function userCommand(argv: string[]): Promise<number> {
  const config = readConfig(process.env);
  await using stack = new AsyncDisposableStack();
  const url = config.databaseUrl ?? stack.use(await startEmbeddedPostgres({ dataDir: config.dataDir })).url;
  await migrate(url);
  const db = stack.use(openDatabase(url));
  const write = (text: string) => void process.stdout.write(text);
  return await runUserCommand(argv, { db, write, readLine: () => readSecretLine(process.stdin, process.stderr) });
}

/** Reads alone: it also looks at a database that a newer or an older version made. */
async function auditCommand(argv: string[]): Promise<number> {
  const config = readConfig(process.env);
  await using stack = new AsyncDisposableStack();
  const url = config.databaseUrl ?? stack.use(await startEmbeddedPostgres({ dataDir: config.dataDir })).url;
  return await runAuditCommand(argv, stack.use(openDatabase(url)), (text) => void process.stdout.write(text));
}

/** Needs no database: an auditor runs it anywhere. */
async function verifyCommand(argv: string[]): Promise<number> {
  const config = readConfig(process.env);
  await using stack = new AsyncDisposableStack();
  const outbound = createOutbound({ allowPrivate: config.allowPrivateTargets });
  stack.defer(() => outbound.close());
  const ownKeys = () => ownPublicKeys({ config, clock: systemClock });
  return runVerifyCommand(argv, { ownKeys, outbound, print: (text) => void process.stdout.write(text) });
}

/** Without its database nothing can be put away: leases run out, and the next start takes up what was begun. */
function endAtOnce(reason: string): never {
  process.stderr.write(`${reason}, and Tribunal with it. Start it again: what was answered is kept.\n`);
  process.exit(1);
}

/** The first signal. npm hands on what a terminal or a supervisor tells the whole group, so that whoever asks once is heard twice. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    let heard = 0;
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        heard += 1;
        if (heard > 2) process.exit(128 + constants.signals[signal]);
        resolve(signal);
      });
  });
}

async function migrateOnly(config: Config): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const url = config.databaseUrl ?? stack.use(await startEmbeddedPostgres({ dataDir: config.dataDir })).url;
  const { applied } = await migrate(url);
  await seedFrameworks(stack.use(openDatabase(url)));
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'The database is up to date.\n');
  return 0;
}

type DemoSettings = {
  port: number;
  dataDir: string;
  bootstrapToken: string;
  allowPrivateTargets: string[];
  logLevel?: Config['logLevel'];
};

/** The demo's own system: nothing of the environment but the judges' models. */
async function startDemoSystem(
  settings: DemoSettings,
): Promise<{ url: string; token: string; close(): Promise<void> }> {
  const judges = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('JUDGE_')));
  const config = { ...readConfig(judges), ...settings, logLevel: settings.logLevel ?? 'warn' };
  const system = await startSystem(config, { api: true, worker: true }, openLog({ level: config.logLevel }));
  void system.databaseEnd.then(endAtOnce);
  return { url: system.url!, token: settings.bootstrapToken, close: async () => system[Symbol.asyncDispose]() };
}

/** A wrong setting is told in words; anything else is a bug and shows its stack. */
main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    process.stderr.write(error instanceof StartupError ? `${error.message}\n` : `${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
