-- CreateTable
CREATE TABLE "probe_runs" (
    "tenant_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "probe_id" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL,
    "conclusive" INTEGER NOT NULL,
    "vulnerable" INTEGER NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "probe_runs_pkey" PRIMARY KEY ("tenant_id","scan_id","probe_id")
);

-- CreateTable
CREATE TABLE "finding_counts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "day" DATE NOT NULL,
    "severity" "severity" NOT NULL,
    "status" "finding_status" NOT NULL,
    "risks" TEXT[],
    "count" INTEGER NOT NULL,

    CONSTRAINT "finding_counts_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "probe_runs_tenant_id_probe_id_ended_at_idx" ON "probe_runs"("tenant_id", "probe_id", "ended_at" DESC);

-- CreateIndex
CREATE INDEX "probe_runs_tenant_id_target_id_probe_id_ended_at_idx" ON "probe_runs"("tenant_id", "target_id", "probe_id", "ended_at" DESC);

-- AddForeignKey
ALTER TABLE "probe_runs" ADD CONSTRAINT "probe_runs_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "scans"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_counts" ADD CONSTRAINT "finding_counts_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- One row of the ledger for each key that a statement changed, whatever the number of findings. Nothing is locked: two writers of the same
-- key add two rows. Findings that go because their tenant goes are not counted down; the ledger goes too.
CREATE FUNCTION "count_findings_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", ("last_seen_at" AT TIME ZONE 'UTC')::date, "severity", "status", "risks", count(*)
    FROM "added" GROUP BY 1, 2, 3, 4, 5;
    RETURN NULL;
END;
$$;
CREATE FUNCTION "count_findings_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", ("last_seen_at" AT TIME ZONE 'UTC')::date, "severity", "status", "risks", sum("n")
    FROM (SELECT "tenant_id", "last_seen_at", "severity", "status", "risks", 1 AS "n" FROM "after"
        UNION ALL SELECT "tenant_id", "last_seen_at", "severity", "status", "risks", -1 FROM "before") "changed"
    GROUP BY 1, 2, 3, 4, 5 HAVING sum("n") <> 0;
    RETURN NULL;
END;
$$;
CREATE FUNCTION "count_findings_gone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "finding_counts" ("tenant_id", "day", "severity", "status", "risks", "count")
    SELECT "tenant_id", ("last_seen_at" AT TIME ZONE 'UTC')::date, "severity", "status", "risks", -count(*)
    FROM "gone" WHERE "tenant_id" IN (SELECT "id" FROM "tenants") GROUP BY 1, 2, 3, 4, 5;
    RETURN NULL;
END;
$$;
CREATE TRIGGER "count_findings_added" AFTER INSERT ON "findings" REFERENCING NEW TABLE AS "added"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_findings_added"();
CREATE TRIGGER "count_findings_changed" AFTER UPDATE ON "findings" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_findings_changed"();
CREATE TRIGGER "count_findings_gone" AFTER DELETE ON "findings" REFERENCING OLD TABLE AS "gone"
    FOR EACH STATEMENT EXECUTE FUNCTION "count_findings_gone"();

INSERT INTO "finding_counts" ("tenant_id", "day", "severity", "status", "risks", "count")
SELECT "tenant_id", ("last_seen_at" AT TIME ZONE 'UTC')::date, "severity", "status", "risks", count(*) FROM "findings" GROUP BY 1, 2, 3, 4, 5;

-- A scan that ends writes down what became of each of its probes; a verdict that a person changes afterwards mends its row. `probe` null:
-- all of the scan's.
CREATE FUNCTION "record_probe_runs"("tenant" uuid, "scan" uuid, "probe" text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO "probe_runs" ("tenant_id", "scan_id", "probe_id", "target_id", "attempts", "conclusive", "vulnerable", "ended_at")
    SELECT s."tenant_id", s."id", a."probe_id", s."target_id", count(*), count(*) FILTER (WHERE a."verdict" IN ('vulnerable', 'resistant')),
        count(*) FILTER (WHERE a."verdict" = 'vulnerable'), coalesce(s."finished_at", s."created_at")
    FROM "scans" s JOIN "attempts" a ON a."tenant_id" = s."tenant_id" AND a."scan_id" = s."id"
    WHERE s."tenant_id" = $1 AND s."id" = $2 AND s."status" IN ('completed', 'failed', 'cancelled') AND a."state" <> 'not_applicable'
        AND ($3 IS NULL OR a."probe_id" = $3)
    GROUP BY s."tenant_id", s."id", a."probe_id"
    ON CONFLICT ("tenant_id", "scan_id", "probe_id") DO UPDATE SET "attempts" = excluded."attempts", "conclusive" = excluded."conclusive",
        "vulnerable" = excluded."vulnerable", "ended_at" = excluded."ended_at";
$$;
CREATE FUNCTION "record_runs_of_scan"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "record_probe_runs"(NEW."tenant_id", NEW."id", NULL);
    RETURN NULL;
END;
$$;
CREATE TRIGGER "record_runs_of_scan" AFTER UPDATE OF "status" ON "scans" FOR EACH ROW
    WHEN (OLD."status" IS DISTINCT FROM NEW."status" AND NEW."status" IN ('completed', 'failed', 'cancelled'))
    EXECUTE FUNCTION "record_runs_of_scan"();
CREATE FUNCTION "record_run_of_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "record_probe_runs"(NEW."tenant_id", NEW."scan_id", NEW."probe_id");
    RETURN NULL;
END;
$$;
-- The first verdict comes while the scan runs and is not looked at: a scan is quick.
CREATE TRIGGER "record_run_of_attempt" AFTER UPDATE OF "verdict" ON "attempts" FOR EACH ROW
    WHEN (OLD."verdict" IS NOT NULL AND OLD."verdict" IS DISTINCT FROM NEW."verdict")
    EXECUTE FUNCTION "record_run_of_attempt"();

INSERT INTO "probe_runs" ("tenant_id", "scan_id", "probe_id", "target_id", "attempts", "conclusive", "vulnerable", "ended_at")
SELECT s."tenant_id", s."id", a."probe_id", s."target_id", count(*), count(*) FILTER (WHERE a."verdict" IN ('vulnerable', 'resistant')),
    count(*) FILTER (WHERE a."verdict" = 'vulnerable'), coalesce(s."finished_at", s."created_at")
FROM "scans" s JOIN "attempts" a ON a."tenant_id" = s."tenant_id" AND a."scan_id" = s."id"
WHERE s."status" IN ('completed', 'failed', 'cancelled') AND a."state" <> 'not_applicable'
GROUP BY s."tenant_id", s."id", a."probe_id";

SELECT wall_off('finding_counts');
SELECT wall_off('probe_runs');
