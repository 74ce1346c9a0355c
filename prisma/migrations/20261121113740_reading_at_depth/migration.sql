-- Indexes that begin with the tenant and go on with words, pieces of words or members of lists. Both are trusted: the database's owner may
-- make them.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "scan_origin" AS ENUM ('rerun', 'retry');

-- DropIndex
DROP INDEX "findings_risks_idx";

-- DropIndex
DROP INDEX "findings_tenant_id_first_seen_at_idx";

-- The words of a finding, for search: every run of letters and digits, whatever stands between them, the title's weighing the most. A column,
-- so that the search is one comparison that the wall between tenants lets an index answer, and so that ranks are cheap.
DROP INDEX "findings_words";
DROP FUNCTION "finding_words"(text, text, text, text);
CREATE FUNCTION "finding_words"("title" text, "evidence_line" text, "description" text, "probe_id" text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, pg_catalog.translate($1, '-_./:@&=?#%+~"<>''', '                 ')), 'A')
    || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, pg_catalog.translate($2, '-_./:@&=?#%+~"<>''', '                 ')), 'B')
    || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, pg_catalog.translate($3, '-_./:@&=?#%+~"<>''', '                 ')), 'C')
    || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, pg_catalog.translate($4, '-_./:@&=?#%+~"<>''', '                 ')), 'D')
$$;
ALTER TABLE "findings" ADD COLUMN     "words" tsvector
  GENERATED ALWAYS AS ("finding_words"("title", "evidence_line", "description", "probe_id")) STORED;

-- AlterTable
ALTER TABLE "scans" ADD COLUMN     "origin" "scan_origin",
ADD COLUMN     "origin_scan_id" UUID;

-- CreateTable
CREATE TABLE "saved_views" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_user_id" UUID,
    "filter" JSONB NOT NULL DEFAULT '{}',
    "order_by" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "saved_views_tenant_id_name_id_idx" ON "saved_views"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "saved_views_tenant_id_updated_at_id_idx" ON "saved_views"("tenant_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "attempts_tenant_id_scan_id_confidence_position_idx" ON "attempts"("tenant_id", "scan_id", "confidence" DESC, "position" DESC);

-- CreateIndex
CREATE INDEX "findings_risks" ON "findings" USING GIN ("tenant_id" uuid_ops, "risks");

-- CreateIndex
CREATE INDEX "findings_title_grams" ON "findings" USING GIN ("tenant_id" uuid_ops, "title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "findings_words" ON "findings" USING GIN ("tenant_id" uuid_ops, "words" tsvector_ops);

-- CreateIndex
CREATE INDEX "findings_tenant_id_title_id_idx" ON "findings"("tenant_id", "title", "id");

-- CreateIndex
CREATE INDEX "findings_tenant_id_ticket_key_id_idx" ON "findings"("tenant_id", "ticket_key", "id");

-- CreateIndex
CREATE INDEX "findings_tenant_id_confidence_id_idx" ON "findings"("tenant_id", "confidence" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_first_seen_at_id_idx" ON "findings"("tenant_id", "first_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_resolved_at_id_idx" ON "findings"("tenant_id", "resolved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_requested_by_created_at_id_idx" ON "scans"("tenant_id", "requested_by", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_origin_scan_id_created_at_id_idx" ON "scans"("tenant_id", "origin_scan_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_finished_at_id_idx" ON "scans"("tenant_id", "finished_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_finding_count_id_idx" ON "scans"("tenant_id", "finding_count" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "targets_tenant_id_status_created_at_id_idx" ON "targets"("tenant_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "targets_tenant_id_updated_at_id_idx" ON "targets"("tenant_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "targets_tenant_id_name_id_idx" ON "targets"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "targets_tags" ON "targets" USING GIN ("tenant_id" uuid_ops, "tags");

-- CreateIndex
CREATE INDEX "targets_grams" ON "targets" USING GIN ("tenant_id" uuid_ops, "name" gin_trgm_ops, "url" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "tokens_tenant_id_name_id_idx" ON "tokens"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "tokens_tenant_id_last_used_at_id_idx" ON "tokens"("tenant_id", "last_used_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "tokens_tenant_id_expires_at_id_idx" ON "tokens"("tenant_id", "expires_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_tenant_id_owner_user_id_fkey" FOREIGN KEY ("tenant_id", "owner_user_id") REFERENCES "memberships"("tenant_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- A name is used once by everybody's views of a list, and once by each member's own, whatever its case.
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views"("tenant_id", "noun", coalesce("owner_user_id", '00000000-0000-0000-0000-000000000000'), lower("name"));

-- The review queue by scan, and the least sure first.
CREATE INDEX "verdicts_review_scan" ON "verdicts"("tenant_id", "scan_id", "created_at" DESC, "attempt_id" DESC) WHERE "needs_review";
CREATE INDEX "verdicts_review_confidence" ON "verdicts"("tenant_id", "confidence" DESC, "attempt_id" DESC) WHERE "needs_review";

-- When findings changed their status, for trends.
CREATE INDEX "finding_changes_status" ON "finding_changes"("tenant_id", "created_at") WHERE "kind" = 'status';

SELECT wall_off('saved_views');
