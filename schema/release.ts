import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { printedSchema } from './print.ts';

/** The schema of the last release, its version in the first line. Written by `npm run release:schema` alone. */
export const RELEASED_FILE = fileURLToPath(new URL('./released.graphql', import.meta.url));
const SDK_FILE = fileURLToPath(new URL('../client-sdk/package.json', import.meta.url));

export type Release = { version: string; schema: GraphQLSchema };

export async function lastRelease(): Promise<Release> {
  return readRelease(await readFile(RELEASED_FILE, 'utf8'));
}

/** @throws Error without a first line such as `# 1.2.3` */
export function readRelease(text: string): Release {
  const version = /^# (\d{1,6}\.\d{1,6}\.\d{1,6})\n/.exec(text)?.[1];
  if (!version) throw new Error('The first line of a released schema is its version: # 1.2.3');
  return { version, schema: buildSchema(text) };
}

export function changesBetween(released: GraphQLSchema, current: GraphQLSchema): Promise<Change[]> {
  return diff(released, current);
}

/** What may go: on its deprecation stands a date, which has passed. */
const UNTIL = /\b(\d{4}-\d{2}-\d{2})\b/;

/**
 * The changes that break a client of the release. A field, argument, input field or enum value may go once it was released as deprecated with a
 * date in the reason, and that date has passed.
 */
export function breakingChanges(released: GraphQLSchema, changes: readonly Change[], now: Date): Change[] {
  return changes.filter(({ criticality, path, type }) => {
    if (criticality.level !== CriticalityLevel.Breaking) return false;
    const until = type.endsWith('_REMOVED') && path ? UNTIL.exec(deprecationOf(released, path) ?? '')?.[1] : undefined;
    return until === undefined || new Date(until) > now;
  });
}

/** Why what stands at a path of a schema is deprecated: `Type.field`, `Type.field.argument`, `Enum.VALUE`. */
function deprecationOf(schema: GraphQLSchema, path: string): string | null | undefined {
  const [typeName, name, argument] = path.split('.');
  const type = schema.getType(typeName!);
  if (!type || !name) return null;
  if ('getValue' in type) return type.getValue(name)?.deprecationReason;
  const field = 'getFields' in type ? type.getFields()[name] : undefined;
  if (!argument) return field?.deprecationReason;
  return field && 'args' in field ? field.args.find((arg) => arg.name === argument)?.deprecationReason : null;
}

/**
 * The version that the changes ask for. What breaks raises the first number, anything else the second; before 1.0.0 the second and the third.
 * No change: the same version.
 */
export function nextVersion(version: string, changes: readonly Change[]): string {
  if (changes.length === 0) return version;
  const [major, minor, patch] = version.split('.').map(Number) as [number, number, number];
  const breaks = changes.some(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  if (major === 0) return breaks ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
  return breaks ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** Makes the present schema the released one, and gives the SDK the version that the changes ask for. */
async function release(): Promise<void> {
  const { version, schema } = await lastRelease();
  const text = printedSchema();
  const changes = await changesBetween(schema, buildSchema(text));
  const next = nextVersion(version, changes);
  await writeFile(RELEASED_FILE, `# ${next}\n${text}`);
  const sdk = await readFile(SDK_FILE, 'utf8');
  await writeFile(SDK_FILE, sdk.replace(/("version": ")[^"]*"/, `$1${next}"`));
  for (const { criticality, message } of changes) process.stdout.write(`${criticality.level}: ${message}\n`);
  process.stdout.write(`${version} -> ${next}, ${changes.length} changes\n`);
}

if (import.meta.main) await release();
