import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedSchema, SCHEMA_FILE } from '#schema/print.ts';
import { ROOT, type Source, sourcesBelow, topFunctions } from '#test/kit/sources.ts';

// ARCHITECTURE.md, as far as it can be checked. Each rule lists what breaks it, so that a failure says what to move.

/** A noun imports only those above it. */
const NOUNS = [
  'audit',
  'access',
  'secrets',
  'providers',
  'targets',
  'probes',
  'dlp',
  'scans',
  'judging',
  'frameworks',
  'findings',
  'views',
  'reports',
  'webhooks',
  'schedules',
  'gateway',
];

const product = sourcesBelow('src', 'schema', 'worker', 'client-sdk');
const everything = [...product, ...sourcesBelow('test', 'bench')];

/** The room that a path belongs to: `platform`, a noun, `schema`, `server`, `demo`, `start`, `worker`, `sdk`, `prisma`. */
function roomOf(path: string): string {
  const [top, second] = path.split('/');
  if (top === 'client-sdk') return 'sdk';
  if (top !== 'src') return top!;
  return second!.endsWith('.ts') ? 'start' : second!;
}

/** Where an import leads, from the project's root; null for a package. */
function targetOf(source: Source, specifier: string): string | null {
  if (specifier.startsWith('.')) return normalize(join(dirname(source.path), specifier));
  const match = /^#(\w+)\/(.*)$/.exec(specifier);
  return match ? `${match[1] === 'sdk' ? 'client-sdk' : match[1]}/${match[2]}` : null;
}

/** Which rooms a room may look into, beside itself. */
function mayImport(room: string): readonly string[] {
  const noun = NOUNS.indexOf(room);
  if (noun >= 0) return ['prisma', 'platform', ...NOUNS.slice(0, noun)];
  const rooms: Record<string, readonly string[]> = {
    platform: ['prisma'],
    schema: ['prisma', 'platform', ...NOUNS],
    server: ['prisma', 'platform', 'schema', ...NOUNS],
    worker: ['prisma', 'platform', ...NOUNS],
    demo: ['platform', 'probes', 'sdk'],
    start: ['platform', 'server', 'worker', 'demo', ...NOUNS],
    sdk: [],
  };
  return rooms[room] ?? [];
}

const breaches = (sources: Source[], isBreach: (source: Source, specifier: string) => boolean) =>
  sources.flatMap((source) =>
    source.imports.filter((name) => isBreach(source, name)).map((name) => `${source.path} imports ${name}`),
  );

describe('imports', () => {
  it('run in the directions that the house permits', () => {
    const wrong = breaches(product, (source, specifier) => {
      const target = targetOf(source, specifier);
      const from = roomOf(source.path);
      return target !== null && roomOf(target) !== from && !mayImport(from).includes(roomOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it('find every noun in the list', () => {
    const rooms = new Set(product.filter(({ path }) => path.startsWith('src/')).map(({ path }) => roomOf(path)));
    const known = ['platform', 'server', 'demo', 'start', ...NOUNS];
    expect([...rooms].filter((room) => !known.includes(room))).toEqual([]);
  });

  it('never climb out of a folder, so that a search for #src finds every crossing', () => {
    expect(breaches(product, (_source, specifier) => specifier.includes('../'))).toEqual([]);
  });

  it('name the file, with its ending', () => {
    expect(
      breaches(
        everything,
        (source, specifier) => targetOf(source, specifier) !== null && !/\.(ts|json|mjs)$/.test(specifier),
      ),
    ).toEqual([]);
  });

  it('pass no index file but the two', () => {
    const indexes = everything.map(({ path }) => path).filter((path) => /(^|\/)index\.ts$/.test(path));
    expect(indexes.sort()).toEqual(['client-sdk/index.ts', 'schema/index.ts']);
  });
});

describe('gates', () => {
  const gate = (packages: RegExp, open: (path: string) => boolean) =>
    breaches(product, ({ path }, specifier) => packages.test(specifier) && !open(path));

  it('the queue alone knows pg-boss', () => {
    expect(gate(/^pg-boss/, (path) => path === 'src/platform/queue.ts')).toEqual([]);
  });

  it('wake-ups and rate limits alone know Redis', () => {
    const open = ['src/platform/pubsub.ts', 'src/platform/rate-limit-redis.ts'];
    expect(gate(/^(ioredis|graphql-redis)/, (path) => open.includes(path))).toEqual([]);
  });

  it('the schema and the server alone know GraphQL', () => {
    const open = (path: string) => /^(schema|src\/server)\//.test(path);
    const sdk = (path: string) =>
      [
        'client-sdk/connection.ts',
        'client-sdk/codegen.ts',
        'client-sdk/codegen-methods.ts',
        'client-sdk/release.ts',
      ].includes(path);
    const packages = /^(graphql(-yoga|-ws)?(\/|$)|@pothos\/|@graphql-|@envelop\/)/;
    expect(gate(packages, (path) => open(path) || sdk(path))).toEqual([]);
  });

  it('nobody but what stands above tenants reads the system’s database', () => {
    const above = [
      'src/access/',
      'src/audit/prune-audit.ts',
      'src/platform/',
      'src/reports/expire-reports.ts',
      'src/reports/sweep-reports.ts',
      'src/scans/count-scans.ts',
      'src/scans/sweep-scans.ts',
      'src/schedules/run-due-schedules.ts',
      'src/server/auth/sign-in-routes.ts',
      'src/server/health.ts',
      'src/webhooks/end-late-deliveries.ts',
      'src/webhooks/fan-out.ts',
      'src/webhooks/sweep-webhooks.ts',
      'worker/chores.ts',
    ];
    const readers = product.filter(({ text }) => /\b(app|ctx)\.system\b(?!\))/.test(text)).map(({ path }) => path);
    const others = readers.filter((path) => !above.some((place) => path.startsWith(place)));
    // These two only remember things by it.
    expect(others.sort()).toEqual(['src/scans/answer-store.ts', 'src/scans/worker-slots.ts']);
  });

  it('the command line alone reads the environment', () => {
    const readers = product.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path);
    expect(
      readers.filter((path) => path !== 'src/main.ts' && !/^client-sdk\/(README\.md|examples\/)/.test(path)),
    ).toEqual([]);
  });

  it('the SDK needs graphql-ws and nothing else', async () => {
    const { dependencies } = JSON.parse(await readFile(join(ROOT, 'client-sdk/package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['graphql-ws']);
    const packages = product
      .filter(({ path }) => path.startsWith('client-sdk/') && !/^client-sdk\/(codegen|release|examples)/.test(path))
      .flatMap(({ imports }) => imports.filter((specifier) => !specifier.startsWith('.')));
    expect([...new Set(packages)]).toEqual(['graphql-ws/client']);
  });
});

describe('doors hold no rules', () => {
  it('neither the schema nor the server writes, opens a transaction or speaks SQL', () => {
    const writes =
      /\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(\s*\{|\$(transaction|queryRaw|executeRaw)|\.transaction\(|\b(db|system)\.query\b/;
    const doors = product.filter(({ path }) => /^(schema|src\/server)\//.test(path));
    expect(doors.filter(({ text }) => writes.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('every job that is declared is consumed', async () => {
    const main = await readFile(join(ROOT, 'worker/main.ts'), 'utf8');
    const jobs = product
      .filter(({ path }) => /^src\/.*\/jobs\.ts$/.test(path))
      .flatMap(({ text }) => [...text.matchAll(/export const (\w+) = defineJob\(/g)].map((match) => match[1]!));
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((job) => !new RegExp(`consume\\(\\s*${job},`).test(main))).toEqual([]);
  });

  it('the printed schema is the one that is served', async () => {
    // A plain comparison: the difference itself is what `npm run generate` and the version control show.
    expect((await readFile(SCHEMA_FILE, 'utf8')) === printedSchema(), 'run npm run generate').toBe(true);
  });
});

describe('sizes', () => {
  const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);
  const at = (numbers: number[], share: number) => sorted(numbers)[Math.floor((numbers.length - 1) * share)]!;

  it('no file is longer than 300 lines; half are at most 60, nearly all at most 200', () => {
    expect(everything.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
    const lengths = product.map(({ lines }) => lines);
    expect(at(lengths, 0.5)).toBeLessThanOrEqual(60);
    expect(at(lengths, 0.95)).toBeLessThanOrEqual(200);
  });

  it('no function is longer than 60 lines; half are at most 20', () => {
    const functions = product.flatMap(topFunctions);
    expect(functions.filter(({ lines }) => lines > 60)).toEqual([]);
    expect(
      at(
        functions.map(({ lines }) => lines),
        0.5,
      ),
    ).toBeLessThanOrEqual(20);
  });
});
