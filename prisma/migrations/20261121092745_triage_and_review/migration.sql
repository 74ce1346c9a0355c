-- CreateEnum
CREATE TYPE "finding_change_kind" AS ENUM ('status', 'assignee', 'tag', 'ticket');

-- CreateEnum
CREATE TYPE "review_decision" AS ENUM ('confirm', 'overturn');

-- AlterTable
ALTER TABLE "finding_evidence" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "findings" ADD COLUMN     "assignee_id" UUID,
ADD COLUMN     "change_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ticket_key" TEXT,
ADD COLUMN     "ticket_url" TEXT;

-- CreateTable
CREATE TABLE "reviews" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "decision" "review_decision" NOT NULL,
    "verdict_before" "verdict_kind" NOT NULL,
    "verdict_after" "verdict_kind" NOT NULL,
    "reason" TEXT,
    "was_queued" BOOLEAN NOT NULL,
    "actor_token_id" UUID,
    "actor_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "finding_tags" (
    "tenant_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "tag" TEXT NOT NULL,

    CONSTRAINT "finding_tags_pkey" PRIMARY KEY ("tenant_id","finding_id","tag")
);

-- CreateTable
CREATE TABLE "finding_changes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "batch_id" UUID NOT NULL,
    "undoes" UUID,
    "kind" "finding_change_kind" NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "actor_token_id" UUID,
    "actor_user_id" UUID,
    "scan_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "finding_changes_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "finding_comments" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "actor_token_id" UUID,
    "actor_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "finding_comments_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "reviews_tenant_id_attempt_id_created_at_id_idx" ON "reviews"("tenant_id", "attempt_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "finding_tags_tenant_id_tag_finding_id_idx" ON "finding_tags"("tenant_id", "tag", "finding_id");

-- CreateIndex
CREATE INDEX "finding_changes_tenant_id_batch_id_idx" ON "finding_changes"("tenant_id", "batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "finding_changes_tenant_id_finding_id_number_key" ON "finding_changes"("tenant_id", "finding_id", "number");

-- CreateIndex
CREATE INDEX "finding_comments_tenant_id_finding_id_created_at_id_idx" ON "finding_comments"("tenant_id", "finding_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_target_id_last_seen_at_id_idx" ON "findings"("tenant_id", "target_id", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_probe_id_last_seen_at_id_idx" ON "findings"("tenant_id", "probe_id", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_assignee_id_last_seen_at_id_idx" ON "findings"("tenant_id", "assignee_id", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_risks_idx" ON "findings" USING GIN ("risks");

-- CreateIndex
CREATE INDEX "memberships_tenant_id_created_at_id_idx" ON "memberships"("tenant_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_tenant_id_attempt_id_fkey" FOREIGN KEY ("tenant_id", "attempt_id") REFERENCES "attempts"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_tenant_id_assignee_id_fkey" FOREIGN KEY ("tenant_id", "assignee_id") REFERENCES "memberships"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "finding_tags" ADD CONSTRAINT "finding_tags_tenant_id_finding_id_fkey" FOREIGN KEY ("tenant_id", "finding_id") REFERENCES "findings"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_changes" ADD CONSTRAINT "finding_changes_tenant_id_finding_id_fkey" FOREIGN KEY ("tenant_id", "finding_id") REFERENCES "findings"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_comments" ADD CONSTRAINT "finding_comments_tenant_id_finding_id_fkey" FOREIGN KEY ("tenant_id", "finding_id") REFERENCES "findings"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- The words of a finding, for search: every run of letters and digits, whatever stands between them.
CREATE FUNCTION "finding_words"("title" text, "description" text, "evidence_line" text, "probe_id" text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig,
    pg_catalog.translate($1 || ' ' || $2 || ' ' || $3 || ' ' || $4, '-_./:@&=?#%+~"<>''', '                 '))
$$;
CREATE INDEX "findings_words" ON "findings" USING GIN ("finding_words"("title", "description", "evidence_line", "probe_id"));

-- Findings that were resolved and are back: few of all.
CREATE INDEX "findings_regressed" ON "findings"("tenant_id", "last_seen_at" DESC, "id" DESC) WHERE "regressed";

-- History is added to and never changed. It goes with its finding.
CREATE FUNCTION "finding_changes_are_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of a finding is never changed';
END;
$$;
CREATE TRIGGER "finding_changes_are_kept" BEFORE UPDATE ON "finding_changes" FOR EACH ROW EXECUTE FUNCTION "finding_changes_are_kept"();
