import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import {
  type CrosswalkLink,
  crosswalkFile,
  type FrameworkFile,
  frameworkFile,
  type OverlapRow,
  overlapsFile,
} from './catalogue-file.ts';

/** The six frameworks, in the order in which they are listed everywhere. */
const FILES = ['owasp-llm', 'owasp-agentic', 'nist-ai-600-1', 'mitre-atlas', 'eu-ai-act', 'iso-42001'] as const;

export type Framework = Omit<FrameworkFile, 'controls'>;

export type Control = {
  ref: string;
  frameworkSlug: string;
  /** The publisher's own way of writing it: `AML.T0051`, `Article 15`. */
  localId: string;
  title: string;
  kind: string;
  parentRef: string | null;
  group: string | null;
  edition: string;
  /** From 0, in the publisher's order. */
  position: number;
};

/** Two controls of different frameworks. Never compute compliance from it: a link is no conformity. */
export type Overlap = OverlapRow & { frameworkA: string; frameworkB: string; core: boolean };

export type Catalogue = {
  frameworks: readonly Framework[];
  controls: ReadonlyMap<string, Control>;
  overlaps: readonly Overlap[];
  /** Of each risk (`LLM01` … `ASI10`), the controls of all six frameworks, its own item first. */
  crosswalk: ReadonlyMap<string, readonly CrosswalkLink[]>;
  crosswalkVersion: string;
};

let loaded: Catalogue | undefined;

/**
 * The frameworks, controls, crosswalk and curated overlaps, read and checked once for the process.
 *
 * @throws Error that names the row when a file is broken, a ref is unknown or doubled, or editions disagree: a bug in the data
 */
export function frameworkCatalogue(): Catalogue {
  loaded ??= load();
  return loaded;
}

function load(): Catalogue {
  const files = FILES.map((name) => read(name, frameworkFile));
  const controls = indexControls(files);
  const crosswalk = read('crosswalk', crosswalkFile);
  for (const link of crosswalk.links) checkEdition(link, controls);
  return {
    frameworks: files.map(({ controls: _, ...framework }) => framework),
    controls,
    overlaps: loadOverlaps(controls),
    crosswalk: Map.groupBy(crosswalk.links, (link) => link.risk),
    crosswalkVersion: crosswalk.version,
  };
}

function read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const path = fileURLToPath(import.meta.resolve(`./data/${name}.json`));
  const result = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${result.error.message}`);
  return result.data;
}

function indexControls(files: readonly FrameworkFile[]): Map<string, Control> {
  const controls = new Map<string, Control>();
  for (const { slug, edition, controls: rows } of files) {
    for (const [position, { parent, group, ...row }] of rows.entries()) {
      if (controls.has(row.ref)) throw new Error(`The control ${row.ref} stands twice.`);
      const nulls = { parentRef: parent ?? null, group: group ?? null };
      controls.set(row.ref, { ...row, ...nulls, frameworkSlug: slug, edition, position });
    }
  }
  for (const { parentRef } of controls.values()) if (parentRef) find(parentRef, controls);
  return controls;
}

function loadOverlaps(controls: ReadonlyMap<string, Control>): Overlap[] {
  const { editions, overlaps } = read('overlaps', overlapsFile);
  for (const { frameworkSlug, edition, ref } of controls.values()) {
    if (editions[frameworkSlug] !== edition) throw new Error(`The overlaps know another edition of ${ref}.`);
  }
  return overlaps.map((row) => ({
    ...row,
    frameworkA: find(row.refA, controls).frameworkSlug,
    frameworkB: find(row.refB, controls).frameworkSlug,
    core: row.tier === 1,
  }));
}

function checkEdition(link: CrosswalkLink, controls: ReadonlyMap<string, Control>): void {
  const { edition } = find(link.ref, controls);
  if (edition !== link.edition) throw new Error(`The crosswalk knows another edition of ${link.ref}.`);
}

function find(ref: string, controls: ReadonlyMap<string, Control>): Control {
  const control = controls.get(ref);
  if (!control) throw new Error(`There is no control ${ref}.`);
  return control;
}
