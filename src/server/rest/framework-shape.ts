import { z } from 'zod';
import type { SeverityCounts } from '#src/findings/count-overlaps.ts';
import type { Control, Framework } from '#src/frameworks/catalogue.ts';

export const severityCounts = z
  .strictObject({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), info: z.int() })
  .meta({ id: 'SeverityCounts' });

export const framework = z
  .strictObject({
    slug: z.string(),
    name: z.string(),
    short_name: z.string(),
    edition: z.string(),
    edition_date: z.string(),
    publisher: z.string(),
    url: z.string(),
    is_default: z.boolean().describe('Whether this edition holds where none is named.'),
  })
  .meta({ id: 'Framework' });

export const control = z
  .strictObject({
    ref: z.string().describe('Its written form, such as OWASP_LLM01.'),
    framework: z.string(),
    edition: z.string(),
    local_id: z.string().describe('As the publisher writes it.'),
    title: z.string(),
    kind: z.string(),
    parent_ref: z.string().nullable(),
    group: z.string().nullable(),
  })
  .meta({ id: 'Control' });

export function showFramework(row: Framework): z.input<typeof framework> {
  const { slug, name, edition, publisher, url } = row;
  return {
    slug,
    name,
    short_name: row.shortName,
    edition,
    edition_date: row.editionDate,
    publisher,
    url,
    is_default: row.isDefault,
  };
}

export function showControl(row: Control): z.input<typeof control> {
  const { ref, frameworkSlug, edition, localId, title, kind, parentRef, group } = row;
  return { ref, framework: frameworkSlug, edition, local_id: localId, title, kind, parent_ref: parentRef, group };
}

export function showCounts({ critical, high, medium, low, info }: SeverityCounts): z.input<typeof severityCounts> {
  return { critical, high, medium, low, info };
}
