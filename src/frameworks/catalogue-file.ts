import { z } from 'zod';

/** How the files in data/ are written. Facts with their sources; the sentences are our own. */

export const STRENGTHS = ['equivalent', 'subset', 'related'] as const;
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export const BASES = ['published', 'published-indirect', 'definition', 'inherited', 'editorial'] as const;

const control = z.strictObject({
  ref: z.string(),
  localId: z.string(),
  title: z.string(),
  kind: z.enum([
    'item',
    'gai_risk',
    'subcategory',
    'technique',
    'sub-technique',
    'article',
    'annex',
    'clause',
    'annex_a_group',
    'annex_a_control',
  ]),
  parent: z.string().optional(),
  /** Chapter, function or tactics: what holds the control and is none itself. */
  group: z.string().optional(),
});

export const frameworkFile = z.strictObject({
  slug: z.string(),
  name: z.string(),
  shortName: z.string(),
  edition: z.string(),
  editionDate: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  publisher: z.string(),
  url: z.url(),
  sources: z.array(z.string()),
  controls: z.array(control),
});

const overlap = z.strictObject({
  id: z.string().regex(/^OV\d{3}$/),
  refA: z.string(),
  refB: z.string(),
  /** `subset`: A lies inside B. */
  strength: z.enum(STRENGTHS),
  confidence: z.enum(CONFIDENCES),
  basis: z.enum(BASES),
  /** 1: shown first; 2: strong; 3: medium; 4: a suggestion, there so that every OWASP item reaches every framework. */
  tier: z.int().min(1).max(4),
  sources: z.array(z.string()).min(1),
  /** Why the two are paired, in a sentence or two of our own. */
  rationale: z.string().min(20).max(300),
});

export const overlapsFile = z.strictObject({
  version: z.string(),
  editions: z.record(z.string(), z.string()),
  sources: z.record(z.string(), z.string()),
  overlaps: z.array(overlap),
});

export const crosswalkFile = z.strictObject({
  version: z.string(),
  links: z.array(
    z.strictObject({
      risk: z.string().regex(/^(LLM|ASI)(0[1-9]|10)$/),
      ref: z.string(),
      edition: z.string(),
      /** Of the risk to the control: `subset`, the risk lies inside the control; `superset`, the other way round. */
      strength: z.enum([...STRENGTHS, 'superset']),
      /** `suggested` stands for every pair of tier 4: never show it as a fact. */
      basis: z.enum([...BASES, 'suggested']),
    }),
  ),
});

/**
 * What becomes of an entry from one edition to the next.
 * - `unchanged`, `renumbered`, `renamed`: the same entry. `replaced`: removed, and this stands in its place.
 * - `rescoped`: the later entry is wider, and the earlier one lies inside it. `closest`: no successor; the nearest entry.
 */
export const REDIRECT_KINDS = ['unchanged', 'renumbered', 'renamed', 'rescoped', 'replaced', 'closest'] as const;

export const redirectsFile = z.strictObject({
  version: z.string(),
  redirects: z.array(
    z.strictObject({
      framework: z.string(),
      fromEdition: z.string(),
      fromRef: z.string(),
      /** What it was called, where that differs. */
      fromTitle: z.string().optional(),
      toEdition: z.string(),
      toRefs: z.array(z.string()).min(1),
      kind: z.enum(REDIRECT_KINDS),
      note: z.string().optional(),
    }),
  ),
});

/** Controls that no probe can say anything about, by kind, group (every group of the control has to be named) or ref, with the reason. */
export const testabilityFile = z.strictObject({
  version: z.string(),
  notTestable: z.array(
    z.strictObject({
      framework: z.string(),
      kinds: z.array(z.string()).default([]),
      groups: z.array(z.string()).default([]),
      refs: z.array(z.string()).default([]),
      reason: z.string().min(20),
    }),
  ),
});

export type FrameworkFile = z.output<typeof frameworkFile>;
export type OverlapRow = z.output<typeof overlap>;
export type Redirect = z.output<typeof redirectsFile>['redirects'][number];
export type TestabilityRule = z.output<typeof testabilityFile>['notTestable'][number];
export type CrosswalkLink = z.output<typeof crosswalkFile>['links'][number];
