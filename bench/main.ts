/**
 * `npm run bench -- NAME [--json] […]`: measurements that anybody can repeat. Each prints a short table with its ratio last, or
 * with `--json` one object and nothing else.
 */
export type BenchOptions = { json: boolean; args: string[] };
type Bench = { run(options: BenchOptions): Promise<void> };

const BENCHES: Readonly<Record<string, string>> = {
  scan: './scan.ts',
  start: './start.ts',
  rls: './rls.ts',
  subscriptions: './subscriptions.ts',
  resume: './resume.ts',
  reconnect: './reconnect.ts',
  overlaps: './overlaps.ts',
  dlp: './dlp.ts',
  graphql: './graphql.ts',
  rest: './rest.ts',
  reports: './reports.ts',
  judges: './judges.ts',
  'fit-judges': './fit-judges.ts',
};

const [name, ...rest] = process.argv.slice(2);
const file = BENCHES[name ?? ''];
if (file === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [--json]`);
  process.exitCode = 2;
} else {
  const bench = (await import(file)) as Bench;
  try {
    await bench.run({ json: rest.includes('--json'), args: rest.filter((arg) => arg !== '--json') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
