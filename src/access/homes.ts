import type { Sql } from '#src/platform/database.ts';

/** A tenant that a person belongs to. */
export type Home = { tenantId: string; slug: string; name: string };

/** Every tenant that a person belongs to, the one last worked in first. */
export function homesOf(db: Sql, userId: string): Promise<Home[]> {
  return db.query<Home>(
    `select t.id as "tenantId", t.slug, t.name from memberships m join tenants t on t.id = m.tenant_id
     where m.user_id = $1 order by m.last_seen_at desc nulls last, m.created_at, m.id`,
    [userId],
  );
}

/** The one of this slug, or the one last worked in; null when there is none. */
export async function homeOf(db: Sql, userId: string, slug?: string): Promise<Home | null> {
  const homes = await homesOf(db, userId);
  return homes.find((home) => slug === undefined || home.slug === slug) ?? null;
}
