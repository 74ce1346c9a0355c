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
  type Redirect,
  redirectsFile,
  type TestabilityRule,
  testabilityFile,
} from './catalogue-file.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { editionKey, type FrameworkSlug } from './framework-slugs.ts';

/** The six frameworks in their default editions, in the order in which they are listed everywhere. */
const DEFAULTS = ['owasp-llm', 'owasp-agentic', 'nist-ai-600-1', 'mitre-atlas', 'eu-ai-act', 'iso-42001'] as const;
/** Other editions that may be chosen instead. */
const OTHERS = ['owasp-llm-2026'] as const;

/** A framework in one of its editions. */
export type Framework = Omit<FrameworkFile, 'controls' | 'slug'> & { slug: FrameworkSlug; isDefault: boolean };

/** An item of a framework in one edition. The edition belongs to it: the same ref may mean another thing in the next one. */
export type Control = {
  ref: string;
  frameworkSlug: FrameworkSlug;
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
  /** In their default editions. */
  frameworks: readonly Framework[];
  /** Every edition that can be chosen, the default one of each framework first. */
  editions: readonly Framework[];
  /** Of the default editions, by ref. */
  controls: ReadonlyMap<string, Control>;
  /** Of every edition that can be chosen, by `editionKey`. */
  controlsOf: ReadonlyMap<string, readonly Control[]>;
  /** In default editions. */
  overlaps: readonly Overlap[];
  /** What the short names of sources in `overlaps` stand for. */
  overlapSources: Readonly<Record<string, string>>;
  /** Of each risk (`LLM01` … `ASI10`), the controls of all six frameworks, its own item first. In default editions. */
  crosswalk: ReadonlyMap<string, readonly CrosswalkLink[]>;
  crosswalkVersion: string;
  redirects: readonly Redirect[];
  notTestable: readonly TestabilityRule[];
};

let loaded: Catalogue | undefined;

/**
 * The frameworks, controls, crosswalk, curated overlaps and tables of conversion, read and checked once for the process.
 *
 * @throws Error that names the row when a file is broken, a ref is unknown or doubled, or editions disagree: a bug in the data
 */
export function frameworkCatalogue(): Catalogue {
  loaded ??= load();
  return loaded;
}

function load(): Catalogue {
  const defaults = DEFAULTS.map((name) => readData(name, frameworkFile));
  const others = OTHERS.map((name) => readData(name, frameworkFile));
  const files = [...defaults, ...others];
  const crosswalk = readData('crosswalk', crosswalkFile);
  const { overlaps, sources, editions } = readData('overlaps', overlapsFile);
  const controls = new Map(defaults.flatMap(controlsIn).map((control) => [control.ref, control]));
  const slugOf = (ref: string) => controls.get(ref)?.frameworkSlug ?? '';
  const catalogue: Catalogue = {
    frameworks: defaults.map((file) => frameworkIn(file, true)),
    editions: [...defaults.map((file) => frameworkIn(file, true)), ...others.map((file) => frameworkIn(file, false))],
    controls,
    controlsOf: new Map(files.map((file) => [editionKey(file.slug, file.edition), controlsIn(file)])),
    overlaps: overlaps.map((row) => ({
      ...row,
      frameworkA: slugOf(row.refA),
      frameworkB: slugOf(row.refB),
      core: row.tier === 1,
    })),
    overlapSources: sources,
    crosswalk: Map.groupBy(crosswalk.links, (link) => link.risk),
    crosswalkVersion: crosswalk.version,
    redirects: readData('redirects', redirectsFile).redirects,
    notTestable: readData('testability', testabilityFile).notTestable,
  };
  checkCatalogue(catalogue, editions);
  return catalogue;
}

function readData<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const path = fileURLToPath(import.meta.resolve(`./data/${name}.json`));
  const result = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${result.error.message}`);
  return result.data;
}

function frameworkIn({ controls: _, slug, ...file }: FrameworkFile, isDefault: boolean): Framework {
  return { ...file, slug: slug as FrameworkSlug, isDefault };
}

function controlsIn({ slug, edition, controls }: FrameworkFile): Control[] {
  return controls.map(({ parent, group, ...row }, position) => ({
    ...row,
    parentRef: parent ?? null,
    group: group ?? null,
    frameworkSlug: slug as FrameworkSlug,
    edition,
    position,
  }));
}
