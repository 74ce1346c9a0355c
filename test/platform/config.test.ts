import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, requireSplit } from '#src/platform/config.ts';
import { NAMES } from '#src/platform/config-variables.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root', PORT: '  ' })).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      databaseUrl: null,
      redisUrl: null,
      publicUrl: null,
      secretKeys: [],
      signingKeys: [],
      pdfSigning: null,
      allowPrivateTargets: [],
      bootstrapToken: null,
      logLevel: 'info',
      workerConcurrency: 64,
      eventRetentionDays: 30,
      judges: { objective: null, specificity: null, criteria: null },
      metaJudge: null,
      judgeConfidenceThreshold: 0.7,
      judgeData: null,
      api: { graphiql: true, introspection: true, documents: 'any', documentsFile: null, allowedOrigins: [] },
    });
  });

  it('shuts what production need not have open, unless it is opened by name', () => {
    expect(readConfig({ PRODUCTION: 'on' }).api).toMatchObject({ graphiql: false, introspection: false });
    expect(readConfig({ PRODUCTION: 'on', INTROSPECTION: 'on' }).api).toMatchObject({
      graphiql: false,
      introspection: true,
    });
    expect(readConfig({ GRAPHIQL: 'off' }).api).toMatchObject({ graphiql: false, introspection: true });
  });

  it('reads budgets of points, and refuses a document that could never be paid for', () => {
    expect(readConfig({ RATE_POINTS: '60000/120000', GRAPHQL_COST_MAX: '1000' }).api.points).toMatchObject({
      document: 1000,
      token: { perMinute: 60_000, burst: 120_000 },
    });
    expect(problemsOf({ RATE_POINTS: '100/200', GRAPHQL_COST_MAX: '201' })).toEqual([
      'GRAPHQL_COST_MAX is more than the burst of RATE_POINTS or RATE_TENANT_POINTS, 200.',
    ]);
    expect(problemsOf({ RATE_TENANT_POINTS: '100/999', GRAPHQL_COST_MAX: '100' })).toEqual([
      'The burst of RATE_POINTS or RATE_TENANT_POINTS, 999, is less than the 1000 that a REST request takes.',
    ]);
  });

  it.each([
    'https://console.example.com/',
    'console.example.com',
    '*',
    'null',
    'ftp://a.example',
  ])('takes %s for no origin', (origin) => {
    expect(problemsOf({ ALLOWED_ORIGINS: origin }).join()).toContain('ALLOWED_ORIGINS');
  });

  it('takes a passphrase without what it opens for a slip', () => {
    expect(problemsOf({ REPORT_SIGNING_P12_PASSPHRASE: 'x' })).toEqual([
      'REPORT_SIGNING_P12_PASSPHRASE is set and REPORT_SIGNING_P12 is not: name the file that it opens.',
    ]);
    expect(problemsOf({ REPORT_SIGNING_KEYS: KEY }).join()).toContain('Is REPORT_SIGNING_KEY meant?');
  });

  it('reads every variable', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::',
      DATA_DIR: '/var/lib/tribunal',
      DATABASE_URL: 'postgresql://u:p@db/tribunal',
      REDIS_URL: 'rediss://cache:6380',
      PUBLIC_URL: 'https://t.example.com/',
      SECRET_KEY: `${KEY}, ${KEY}`,
      REPORT_SIGNING_KEY: KEY,
      REPORT_SIGNING_P12: '/etc/tribunal/signing.p12',
      REPORT_SIGNING_P12_PASSPHRASE: 'correct horse',
      ALLOW_PRIVATE_TARGETS: '10.0.0.0/8, ::1/128',
      BOOTSTRAP_TOKEN: 'x'.repeat(24),
      LOG_LEVEL: 'debug',
      WORKER_CONCURRENCY: '8',
      EVENT_RETENTION_DAYS: '7',
      JUDGE_META_URL: 'http://127.0.0.1:8080/v1/',
      JUDGE_META_MODEL: 'judge-1',
      JUDGE_META_KEY: 'sk',
      JUDGE_META_INPUT_COST: '0.25',
      JUDGE_META_OUTPUT_COST: '1',
      JUDGE_TIMEOUT_S: '5',
      JUDGE_CONFIDENCE_THRESHOLD: '0.9',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '::',
      dataDir: '/var/lib/tribunal',
      databaseUrl: 'postgresql://u:p@db/tribunal',
      redisUrl: 'rediss://cache:6380',
      publicUrl: 'https://t.example.com',
      secretKeys: [KEY, KEY],
      signingKeys: [KEY],
      pdfSigning: { path: '/etc/tribunal/signing.p12', passphrase: 'correct horse' },
      allowPrivateTargets: ['10.0.0.0/8', '::1/128'],
      workerConcurrency: 8,
      eventRetentionDays: 7,
      judgeConfidenceThreshold: 0.9,
    });
    expect(config.metaJudge).toEqual({
      baseUrl: 'http://127.0.0.1:8080/v1',
      model: 'judge-1',
      key: 'sk',
      inputCost: 0.25,
      outputCost: 1,
      timeoutMs: 5000,
    });
  });

  it('reads how people sign in', () => {
    expect(readConfig({})).toMatchObject({
      trustedProxies: [],
      sessions: { idleMinutes: 720, maxHours: 168 },
      ownerEmail: 'owner@localhost',
      oidc: null,
    });
    const oidc = {
      OIDC_ISSUER: 'https://login.example.com/realms/x',
      OIDC_CLIENT_ID: 'tribunal',
      OIDC_CLIENT_SECRET: 's',
    };
    const env = {
      ...oidc,
      PUBLIC_URL: 'https://t.example.com',
      OIDC_ALLOWED_DOMAINS: 'Example.com, example.org',
      TRUSTED_PROXIES: '10.0.0.0/8',
      SESSION_IDLE_MINUTES: '30',
      SESSION_MAX_HOURS: '24',
      OWNER_EMAIL: 'Ada@Example.com',
    };
    expect(readConfig(env)).toMatchObject({
      trustedProxies: ['10.0.0.0/8'],
      sessions: { idleMinutes: 30, maxHours: 24 },
      ownerEmail: 'ada@example.com',
      oidc: {
        issuer: 'https://login.example.com/realms/x',
        clientId: 'tribunal',
        clientSecret: 's',
        allowedDomains: ['example.com', 'example.org'],
      },
    });
    expect(problemsOf(oidc).join()).toContain('PUBLIC_URL');
    expect(problemsOf({ OIDC_ISSUER: 'https://login.example.com' }).join()).toContain('OIDC_CLIENT_ID');
    expect(problemsOf({ OIDC_ALLOWED_DOMAINS: 'example.com' }).join()).toContain('OIDC_ISSUER');
    for (const [name, value] of [
      ['TRUSTED_PROXIES', 'everybody'],
      ['SESSION_IDLE_MINUTES', '1'],
      ['SESSION_MAX_HOURS', '0'],
      ['OWNER_EMAIL', 'ada'],
      ['OIDC_ALLOWED_DOMAINS', '@example.com'],
      ['TRUSTED_PROXIE', '10.0.0.0/8'],
    ] as const)
      expect(problemsOf({ [name]: value }).join(), name).toContain(name);
  });

  it('reports everything that is wrong at once, by name and without the values', () => {
    const env = {
      PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db',
      REDIS_URL: 'localhost',
      PUBLIC_URL: 'ftp://x',
      SECRET_KEY: 'c2hvcnQ=',
      ALLOW_PRIVATE_TARGETS: '10.0.0.0/8,everything',
      BOOTSTRAP_TOKEN: 'hunter2',
      LOG_LEVEL: 'loud',
      WORKER_CONCURRENCY: '0',
      JUDGE_OBJECTIVE_URL: 'http://j',
      JUDGE_CRITERIA_KEY: 'hunter2',
      JUDGE_META_INPUT_COST: '-1',
      JUDGE_CONFIDENCE_THRESHOLD: '1.5',
    };
    const problems = problemsOf(env);
    for (const name of Object.keys(env)) expect(problems.join('\n')).toContain(name);
    expect(() => readConfig(env)).toThrow(/^\d+ settings are wrong/);
    expect(problems.join('\n')).not.toMatch(/hunter2|c2hvcnQ|loud|everything/);
  });

  it.each([
    ['DATABASE_URI', 'DATABASE_URL'],
    ['JUDGE_OBJECTIV_URL', 'JUDGE_OBJECTIVE_URL'],
    ['WORKER_CONCURENCY', 'WORKER_CONCURRENCY'],
    ['SECRET_KEYS', 'SECRET_KEY'],
  ])('takes %s for a slip of %s', (slip, meant) => {
    expect(problemsOf({ [slip]: 'x' })).toEqual([`${slip} is unknown. Is ${meant} meant?`]);
  });

  it("leaves other programs' variables alone", () => {
    const foreign = {
      POST: '1',
      HOSTS: 'x',
      HOSTNAME: 'x',
      LOGNAME: 'root',
      DATABASE_POOL_SIZE: '3',
      REDIS_TLS_URL: 'x',
    };
    expect(problemsOf(foreign)).toEqual([]);
  });

  it('bounds sockets, and lets an operator move the bounds', () => {
    expect(readConfig({}).sockets).toEqual({
      perAddress: 1000,
      perCredential: 1000,
      operations: 100,
      idleMs: 900_000,
      drainMs: 3000,
    });
    const moved = { SOCKETS_PER_ADDRESS: '20000', SOCKET_IDLE_MINUTES: '0', DRAIN_SECONDS: '10' };
    expect(readConfig(moved).sockets).toMatchObject({ perAddress: 20_000, idleMs: 0, drainMs: 10_000 });
    const wrong = { SOCKETS_PER_TOKEN: '0', SOCKET_OPERATIONS: 'many', DRAIN_SECONDS: '61' };
    expect(problemsOf(wrong)).toHaveLength(3);
  });

  it('shows every variable in .env.example, which is itself right', () => {
    const text = readFileSync('.env.example', 'utf8');
    const shown = [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)];
    expect(shown.map(([, name]) => name).sort()).toEqual([...NAMES].sort());
    expect(
      problemsOf(
        Object.fromEntries(text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm).map(([, name, value]) => [name, value])),
      ),
    ).toEqual([]);
  });
});

it('takes no address of the API that carries credentials, which links would show', () => {
  for (const credentials of ['user:hunter2', 'hunter2', ':hunter2']) {
    const [problem, ...others] = problemsOf({ PUBLIC_URL: `https://${credentials}@t.example.com` });
    expect(problem).toMatch(/^PUBLIC_URL shows in links .* @\.$/);
    expect([problem, ...others].join()).not.toContain('hunter2');
    expect(others).toEqual([]);
  }
});

describe('requireSplit', () => {
  it('refuses a separate process that would share nothing with the others, with each reason', () => {
    expect(() => requireSplit(readConfig({}), 'worker')).toThrow(
      /DATABASE_URL .*REDIS_URL .*SECRET_KEY .*REPORT_SIGNING_KEY /s,
    );
    const whole = { DATABASE_URL: 'postgres://d/t', REDIS_URL: 'redis://r', SECRET_KEY: KEY, REPORT_SIGNING_KEY: KEY };
    expect(() => requireSplit(readConfig(whole), 'api')).not.toThrow();
    expect(() => requireSplit(readConfig({ ...whole, REDIS_URL: '' }), 'api')).toThrow('REDIS_URL is not set');
    // Each would make a key of its own, and what one signs the others would not know.
    expect(() => requireSplit(readConfig({ ...whole, REPORT_SIGNING_KEY: '' }), 'worker')).toThrow(
      'REPORT_SIGNING_KEY is not set',
    );
  });
});
