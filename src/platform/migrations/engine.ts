import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './adapter.ts';

const MODULE = '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * Runs `work` with Prisma's schema engine as WebAssembly on a database: nothing is downloaded and no program is started. About
 * 0.05 s to load. The package expects a bundler to load its `.wasm` file, so that is done here by hand.
 *
 * @throws the engine's own error, in words; every connection is closed again either way
 */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const glue = await loadGlue();
  await using resources = new AsyncDisposableStack();
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(databaseUrl, resources));
  const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
  resources.defer(() => engine.free());
  return await work(engine);
}

type Glue = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
let loaded: Promise<Glue> | undefined;

function loadGlue(): Promise<Glue> {
  loaded ??= instantiate();
  return loaded;
}

/** The part of the global that is used: TypeScript declares it with the browser's types only. */
type WebAssemblyGlobal = {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Exports } }>;
  };
};
type Exports = { __wbindgen_start(): void };

async function instantiate(): Promise<Glue> {
  // The engine says here what went wrong inside it before it traps; without the object the trap hides the reason.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: panic } });
  const script = createRequire(import.meta.url).resolve(MODULE);
  const glue: Glue = await import(MODULE);
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { WebAssembly } = globalThis as unknown as WebAssemblyGlobal;
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports(glue) });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

function panic(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`);
}

/**
 * The glue with timers that do not keep the process alive: the engine sets one of ten seconds and forgets it, and a command that is done
 * would wait for it.
 */
function imports(glue: Glue): object {
  const timers = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout'));
  const detached = (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds >>> 0).unref();
  return { ...glue, ...Object.fromEntries(timers.map((name) => [name, detached])) };
}
