import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

// The version of the package is a consequence of the schema: `npm run release` compares it with that of the last release, sets the version
// that follows, and keeps the schema for the next time. Nothing changed: nothing is set.

type Step = 'major' | 'minor' | 'patch' | null;
export type Release = { version: string; step: Step; changes: string[] };

/**
 * The version after `version`, for a schema that was `before` and is `after`. What takes away or narrows is major; what adds is minor;
 * words alone are a patch. Below 1.0.0 each is one less, as semantic versioning has it.
 */
export async function nextRelease(version: string, before: string, after: string): Promise<Release> {
  const found = await diff(buildSchema(before), buildSchema(after));
  const level = (wanted: CriticalityLevel) => found.some(({ criticality }) => criticality.level === wanted);
  const worded = found.every(({ type }) => /DESCRIPTION/.test(type));
  const whole: Step =
    found.length === 0 ? null : level(CriticalityLevel.Breaking) ? 'major' : worded ? 'patch' : 'minor';
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const step: Step = major > 0 || whole === null ? whole : whole === 'major' ? 'minor' : 'patch';
  const next = {
    major: `${major + 1}.0.0`,
    minor: `${major}.${minor + 1}.0`,
    patch: `${major}.${minor}.${patch + 1}`,
  };
  return { version: step ? next[step] : version, step, changes: found.map(({ message }) => message) };
}

/** Sets the version in a folder of the package, from the schema in `schemaFile` and that of the last release, which it replaces. */
export async function release(folder: string, schemaFile: string): Promise<Release> {
  const [manifestFile, releasedFile] = [join(folder, 'package.json'), join(folder, 'released.graphql')];
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as { version: string };
  const after = await readFile(schemaFile, 'utf8');
  // The first release has none before it: it is the version that stands.
  const before = await readFile(releasedFile, 'utf8').catch(() => null);
  const first: Release = { version: manifest.version, step: null, changes: [] };
  const next = before === null ? first : await nextRelease(manifest.version, before, after);
  await writeFile(manifestFile, `${JSON.stringify({ ...manifest, version: next.version }, null, 2)}\n`);
  await writeFile(releasedFile, after);
  return next;
}

if (import.meta.main) {
  const { version, changes } = await release(
    import.meta.dirname,
    join(import.meta.dirname, '..', 'schema', 'schema.graphql'),
  );
  for (const change of changes) console.log(change);
  console.log(version);
}
