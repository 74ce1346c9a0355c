import type { Database, Sql } from '#src/platform/database.ts';
import { type Catalogue, frameworkCatalogue } from './catalogue.ts';

/** One seeded table: its rows as they are in the files, columns in the database's own names. */
type Table = {
  name: string;
  key: readonly string[];
  columns: Readonly<Record<string, string>>;
  rows: readonly object[];
};

/** Any number, the same in every version: two processes starting at once seed one after the other. */
const LOCK_KEY = 7_410_271_914;

/**
 * Makes the tables `frameworks`, `controls`, `crosswalk_links` and `control_overlaps` equal to the catalogue in its default editions: what is new or changed
 * is written, what is gone is deleted, what is equal is not touched. They belong to no tenant. Call it after every migration; all in
 * one transaction, about 30 ms when there is nothing to do.
 */
export async function seedFrameworks(
  db: Pick<Database, 'transaction'>,
  catalogue = frameworkCatalogue(),
): Promise<void> {
  const tables = tablesOf(catalogue);
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    for (const table of tables.toReversed()) await deleteGone(tx, table);
    await freePositions(tx, tables[1] as Table);
    for (const table of tables) await upsert(tx, table);
  });
}

/** Parents before children. */
function tablesOf(catalogue: Catalogue): [Table, Table, Table, Table] {
  const text = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text']));
  return [
    {
      name: 'frameworks',
      key: ['slug'],
      columns: text('slug', 'name', 'short_name', 'edition', 'edition_date', 'publisher', 'url'),
      rows: catalogue.frameworks.map((row) => ({ ...row, short_name: row.shortName, edition_date: row.editionDate })),
    },
    {
      name: 'controls',
      key: ['ref'],
      columns: {
        ...text('ref', 'framework_slug', 'local_id', 'title', 'kind', 'parent_ref', 'edition'),
        position: 'int',
      },
      rows: [...catalogue.controls.values()].map((row) => ({
        ...row,
        framework_slug: row.frameworkSlug,
        local_id: row.localId,
        parent_ref: row.parentRef,
      })),
    },
    {
      name: 'crosswalk_links',
      key: ['risk', 'ref', 'version'],
      columns: text('risk', 'ref', 'strength', 'basis', 'version'),
      rows: [...catalogue.crosswalk.values()].flat().map((row) => ({ ...row, version: catalogue.crosswalkVersion })),
    },
    {
      name: 'control_overlaps',
      key: ['id'],
      columns: {
        ...text('id', 'ref_a', 'ref_b', 'framework_a', 'framework_b', 'strength', 'confidence', 'basis', 'rationale'),
        tier: 'int',
        core: 'boolean',
      },
      rows: catalogue.overlaps.map((row) => ({
        ...row,
        ref_a: row.refA,
        ref_b: row.refB,
        framework_a: row.frameworkA,
        framework_b: row.frameworkB,
      })),
    },
  ];
}

/** The table's rows as a set that SQL can read: `$1` is their JSON. */
function source(table: Table): string {
  const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
  return `jsonb_to_recordset($1::jsonb) as s(${columns.join(', ')})`;
}

async function deleteGone(tx: Sql, table: Table): Promise<void> {
  const same = table.key.map((name) => `s.${name} = t.${name}`).join(' and ');
  await tx.query(`delete from ${table.name} t where not exists (select 1 from ${source(table)} where ${same})`, [
    JSON.stringify(table.rows),
  ]);
}

/** A new edition may move controls: those that move step aside first, because positions are unique at every moment. */
async function freePositions(tx: Sql, controls: Table): Promise<void> {
  const moved = `s.ref = t.ref and (s.position, s.framework_slug) <> (t.position, t.framework_slug)`;
  await tx.query(`update controls t set position = -1 - t.position from ${source(controls)} where ${moved}`, [
    JSON.stringify(controls.rows),
  ]);
}

async function upsert(tx: Sql, table: Table): Promise<void> {
  const names = Object.keys(table.columns);
  const values = names.filter((name) => !table.key.includes(name));
  const list = (prefix: string) => values.map((name) => `${prefix}.${name}`).join(', ');
  await tx.query(
    `insert into ${table.name} as t (${names.join(', ')}) select ${names.join(', ')} from ${source(table)}
     on conflict (${table.key.join(', ')}) do update set ${values.map((name) => `${name} = excluded.${name}`).join(', ')}
     where (${list('t')}) is distinct from (${list('excluded')})`,
    [JSON.stringify(table.rows)],
  );
}
