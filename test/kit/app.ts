import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '#src/access/bootstrap.ts';
import { SCOPES, type Scope } from '#src/access/scopes.ts';
import { hashToken, newTokenText, shownPrefix } from '#src/access/token-text.ts';
import { type Config, readConfig } from '#src/platform/config.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { newId } from '#src/platform/ids.ts';
import { openLog } from '#src/platform/log.ts';
import { openApp } from '#src/platform/open-app.ts';
import { JOBS, startWorker } from '#worker/main.ts';
import { freshDatabase } from './database.ts';

export type TestSystemOptions = {
  /** Takes jobs in this process. */
  worker?: boolean;
  /** Opens the API on a free port. */
  api?: boolean;
  /** A database of another system, to share or to open again. A fresh one unless given. */
  databaseUrl?: string;
  redisUrl?: string;
  config?: Partial<Config>;
  /** Changes a part of the app before the worker and the API begin with it: for parts that fail. */
  adjust?: (app: App) => void;
};

export type TestSystem = AsyncDisposable & {
  app: App;
  /** The owner of the tenant `default`, with every scope. */
  ctx: Ctx;
  databaseUrl: string;
  /** Where the API listens; '' without one. */
  url: string;
  /** Every line that was logged, at all levels. */
  log: string[];
};

/** The same in every test system, so that two of them can share a database. */
export const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
/** What processes of the split form sign reports with. */
export const SIGNING_KEY = Buffer.alloc(32, 8).toString('base64');
/** The clear text of the owner's token. */
export const OWNER = 'trb_live_test-token-of-the-owner-0000';

/**
 * A whole system in this process, on a real database, allowed to ask loopback targets. Everything is closed on dispose; a database that was
 * given stays.
 */
export async function openTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  await using stack = new AsyncDisposableStack();
  const databaseUrl = options.databaseUrl ?? stack.use(await freshDatabase()).url;
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-test-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const lines: string[] = [];
  const log = openLog({ level: 'trace', pretty: false, write: (line) => void lines.push(line) });
  const config = { ...testConfig(), dataDir, databaseUrl, redisUrl: options.redisUrl ?? null, ...options.config };
  // The template database is seeded already.
  const app = stack.use(
    await openApp(config, { jobs: JOBS, consumer: options.worker ?? false, seed: async () => {}, log }),
  );
  await bootstrap(app);
  options.adjust?.(app);
  if (options.worker) stack.use(await startWorker(app));
  const url = options.api ? await openApi(stack, app) : '';
  const running = stack.move();
  const ctx = await ownerOf(app);
  return { app, ctx, databaseUrl, url, log: lines, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** A system with its API. */
export function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  return openTestSystem({ api: true, ...options });
}

function testConfig(): Config {
  return {
    ...readConfig({ SECRET_KEY, BOOTSTRAP_TOKEN: OWNER, ALLOW_PRIVATE_TARGETS: '127.0.0.1' }),
    port: 0,
    leaseSeconds: 2,
  };
}

/** Loaded only here: most tests do without the API. */
async function openApi(stack: AsyncDisposableStack, app: App): Promise<string> {
  const { openServer } = await import('#src/server/http.ts');
  const server = await openServer(app);
  stack.defer(() => server.close());
  return server.url;
}

async function ownerOf(app: App): Promise<Ctx> {
  const [token] = await app.system.query<{ tenant_id: string; id: string; user_id: string }>(
    `select k.tenant_id, k.id, k.user_id from tokens k join tenants t on t.id = k.tenant_id where t.slug = 'default' order by k.created_at limit 1`,
  );
  return ctxOf(app, { tenantId: token!.tenant_id, tokenId: token!.id, userId: token!.user_id });
}

function ctxOf(
  app: App,
  who: { tenantId: string; tokenId: string; userId: string | null; sessionId?: string | null },
  scopes: readonly Scope[] = SCOPES,
): Ctx {
  return {
    ...forTenant(app, who.tenantId),
    actor: { sessionId: null, ...who, scopes: new Set(scopes), requestId: 'test' },
  };
}

/** The same caller with these scopes alone. */
export function withScopes(ctx: Ctx, scopes: readonly Scope[]): Ctx {
  return { ...ctx, actor: { ...ctx.actor, scopes: new Set(scopes) } };
}

/** The owner of another tenant in the same database, with every scope, and the clear text of their token. */
export async function stranger(ctx: Ctx): Promise<{ ctx: Ctx; token: string }> {
  const [tenantId, tokenId, token] = [newId(), newId(), newTokenText()];
  await ctx.system.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [
    tenantId,
    `stranger-${tenantId}`,
    'Stranger',
  ]);
  await ctx.system.query(
    'insert into tokens (tenant_id, id, name, prefix, hash, scopes) values ($1, $2, $3, $4, $5, $6)',
    [tenantId, tokenId, 'stranger', shownPrefix(token), hashToken(token), [...SCOPES]],
  );
  return { ctx: ctxOf(ctx, { tenantId, tokenId, userId: null }), token };
}
