import type { Ctx } from '#src/platform/context.ts';
import {
  type Condition,
  type KeysetList,
  type Listing,
  listAll,
  listBelow,
  type PageArgs,
} from '#src/platform/keyset.ts';

/** Frameworks, controls and curated overlaps belong to no tenant: every actor may read them. */

const CONTROLS: KeysetList = {
  name: 'controls',
  from: 'controls t',
  id: 't.ref',
  keys: [{ sql: 't.position', type: 'integer' }],
  direction: 'asc',
};

const OVERLAPS: KeysetList = {
  name: 'overlaps',
  from: 'control_overlaps t',
  id: 't.id',
  keys: [
    { sql: 't.tier', type: 'integer' },
    { sql: 't.id', type: 'text' },
  ],
  direction: 'asc',
};

/** The controls of each framework, in its own order. */
export function listControlsOfFrameworks(ctx: Ctx, slugs: readonly string[], args: PageArgs): Promise<Listing> {
  return listBelow(ctx.db, CONTROLS, slugs, [['t.framework_slug = parent.id']], args);
}

/** The curated overlaps, those of one framework when it is given, the surest first. */
export function listOverlaps(ctx: Ctx, framework: string | null, args: PageArgs): Promise<Listing> {
  const conditions: Condition[] = framework === null ? [] : [['? in (t.framework_a, t.framework_b)', framework]];
  return listAll(ctx.db, OVERLAPS, conditions, args);
}
