-- AlterTable
ALTER TABLE "finding_counts" ADD COLUMN     "is_month" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "finding_counts_tenant_id_is_month_day_idx" ON "finding_counts"("tenant_id", "is_month", "day");

-- What the schema language cannot say.

-- A year of days is some ten thousand rows, and of months some hundred: a long time is counted by its whole months.
INSERT INTO "finding_counts" ("tenant_id", "is_month", "day", "severity", "status", "risks", "count")
SELECT "tenant_id", true, date_trunc('month', "day")::date, "severity", "status", "risks", sum("count") FROM "finding_counts"
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum("count") <> 0;

CREATE OR REPLACE FUNCTION "count_findings_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "is_month", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", "is_month", date_trunc(CASE WHEN "is_month" THEN 'month' ELSE 'day' END, "last_seen_at" AT TIME ZONE 'UTC')::date,
        "severity", "status", "risks", count(*)
    FROM "added" CROSS JOIN (VALUES (true), (false)) "level" ("is_month") GROUP BY 1, 2, 3, 4, 5, 6;
    RETURN NULL;
END;
$$;
CREATE OR REPLACE FUNCTION "count_findings_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "is_month", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", "is_month", date_trunc(CASE WHEN "is_month" THEN 'month' ELSE 'day' END, "last_seen_at" AT TIME ZONE 'UTC')::date,
        "severity", "status", "risks", sum("n")
    FROM (SELECT "tenant_id", "last_seen_at", "severity", "status", "risks", 1 AS "n" FROM "after"
        UNION ALL SELECT "tenant_id", "last_seen_at", "severity", "status", "risks", -1 FROM "before") "changed"
    CROSS JOIN (VALUES (true), (false)) "level" ("is_month") GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum("n") <> 0;
    RETURN NULL;
END;
$$;
CREATE OR REPLACE FUNCTION "count_findings_gone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "is_month", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", "is_month", date_trunc(CASE WHEN "is_month" THEN 'month' ELSE 'day' END, "last_seen_at" AT TIME ZONE 'UTC')::date,
        "severity", "status", "risks", -count(*)
    FROM "gone" CROSS JOIN (VALUES (true), (false)) "level" ("is_month")
    WHERE "tenant_id" IN (SELECT "id" FROM "tenants") GROUP BY 1, 2, 3, 4, 5, 6;
    RETURN NULL;
END;
$$;
