import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A hand-written TypeScript file of the project. */
export type Source = {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
  lines: number;
  /** What it imports, as it is written there, type imports included. */
  imports: string[];
};

const GENERATED = /(^|\/)(_generated|dist)\//;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every hand-written TypeScript file below these folders. */
export function sourcesBelow(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !GENERATED.test(`/${name}`))
      .map((name) => read(`${folder}/${name}`)),
  );
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]!);
  return { path, text, lines: text.split('\n').length - 1, imports };
}

/** The functions at the top of a file, each with its number of lines. */
export function topFunctions(source: Source): { name: string; lines: number }[] {
  const lines = source.text.split('\n');
  return lines.flatMap((line, start) => {
    const name = /^(?:export )?(?:default )?(?:async )?function\*? ?(\w*)/.exec(line)?.[1];
    if (name === undefined) return [];
    const end = lines.findIndex((later, i) => i >= start && later.startsWith('}'));
    return [{ name: `${source.path} ${name}`, lines: end - start + 1 }];
  });
}
