import type pg from 'pg';

/**
 * The comparisons that our indexes answer and that PostgreSQL does not call leakproof, although they tell nothing of what they compare but
 * the result. Behind row-level security it uses an index for leakproof comparisons alone.
 */
const COMPARISONS = [
  'enum_eq(anyenum, anyenum)',
  'enum_ne(anyenum, anyenum)',
  'enum_lt(anyenum, anyenum)',
  'enum_le(anyenum, anyenum)',
  'enum_gt(anyenum, anyenum)',
  'enum_ge(anyenum, anyenum)',
  'arraycontains(anyarray, anyarray)',
  'arrayoverlap(anyarray, anyarray)',
  'ts_match_vq(tsvector, tsquery)',
  'texticlike(text, text)',
];

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Calls them leakproof in this database. A dump does not keep that, so every start looks. It takes a superuser, as the embedded server's is;
 * on an outside server without one, an administrator may do it (docs/decisions/0013-filters-behind-the-wall.md), and until then such filters read all of a tenant's rows.
 */
export async function markLeakproof(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ signature: string }>(
    `select c.signature from unnest($1::text[]) c(signature) join pg_proc p on p.oid = ('pg_catalog.' || c.signature)::regprocedure
     where not p.proleakproof`,
    [COMPARISONS],
  );
  try {
    for (const { signature } of rows) await client.query(`alter function pg_catalog.${signature} leakproof`);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
}
