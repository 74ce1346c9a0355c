import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './adapter.ts';

const MODULE = '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * Prisma's schema engine as WebAssembly on a database: nothing is downloaded and no program is started. About 0.1 s to load. Its
 * package expects a bundler to load the `.wasm` file, so that is done here by hand.
 */
export async function openSchemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  const glue = await loadGlue();
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(databaseUrl));
  return glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
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
  // The engine reports its own bugs here before it traps.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) } });
  const script = createRequire(import.meta.url).resolve(MODULE);
  const glue: Glue = await import(MODULE);
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { WebAssembly } = globalThis as unknown as WebAssemblyGlobal;
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
