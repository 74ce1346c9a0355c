import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { schema } from './index.ts';

/** Where the printed schema stands: the API as a reviewer and the SDK's generator read it. */
export const SCHEMA_FILE = fileURLToPath(new URL('./schema.graphql', import.meta.url));

/** The schema as text, every type and field in alphabetical order. */
export function printedSchema(): string {
  return `${printSchema(schema)}\n`;
}

if (import.meta.main) await writeFile(SCHEMA_FILE, printedSchema());
