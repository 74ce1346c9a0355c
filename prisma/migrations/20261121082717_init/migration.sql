-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'member', 'viewer');

-- CreateEnum
CREATE TYPE "target_kind" AS ENUM ('url', 'repo', 'llm');

-- CreateEnum
CREATE TYPE "target_status" AS ENUM ('pending', 'active', 'disabled');

-- CreateEnum
CREATE TYPE "scan_status" AS ENUM ('queued', 'running', 'judging', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('planned', 'claimed', 'answered', 'judging', 'judged', 'not_applicable');

-- CreateEnum
CREATE TYPE "verdict_kind" AS ENUM ('vulnerable', 'resistant', 'inconclusive');

-- CreateEnum
CREATE TYPE "verdict_basis" AS ENUM ('oracle', 'judges', 'meta_model', 'none');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('critical', 'high', 'medium', 'low', 'info');

-- CreateEnum
CREATE TYPE "finding_status" AS ENUM ('open', 'triaged', 'resolved', 'accepted', 'false_positive');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "log_epoch" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenants" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "audit_sequence" BIGINT NOT NULL DEFAULT 0,
    "audit_hash" BYTEA NOT NULL DEFAULT '\x',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tokens" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "allowed_cidrs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tokens_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "secrets" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "secrets_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "targets" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "target_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "status" "target_status" NOT NULL DEFAULT 'active',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "owner_user_id" UUID,
    "config" JSONB NOT NULL DEFAULT '{}',
    "sealed_credentials" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "targets_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "target_gates" (
    "tenant_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "tokens" DOUBLE PRECISION,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blocked_until" TIMESTAMPTZ(3),
    "throttles" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "target_gates_pkey" PRIMARY KEY ("tenant_id","target_id")
);

-- CreateTable
CREATE TABLE "scans" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "status" "scan_status" NOT NULL DEFAULT 'queued',
    "probe_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "repeats" INTEGER NOT NULL DEFAULT 1,
    "requested_by" UUID,
    "library_hash" TEXT,
    "judges" JSONB NOT NULL DEFAULT '[]',
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "reason_code" TEXT,
    "reason" TEXT,
    "planned" INTEGER NOT NULL DEFAULT 0,
    "not_applicable" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "vulnerable" INTEGER NOT NULL DEFAULT 0,
    "resistant" INTEGER NOT NULL DEFAULT 0,
    "inconclusive" INTEGER NOT NULL DEFAULT 0,
    "finding_count" INTEGER NOT NULL DEFAULT 0,
    "needs_review" INTEGER NOT NULL DEFAULT 0,
    "spent_calls" INTEGER NOT NULL DEFAULT 0,
    "spent_tokens" BIGINT NOT NULL DEFAULT 0,
    "spent_usd" DECIMAL(14,6) NOT NULL DEFAULT 0,
    "judge_calls" INTEGER NOT NULL DEFAULT 0,
    "judge_tokens" BIGINT NOT NULL DEFAULT 0,
    "judge_usd" DECIMAL(14,6) NOT NULL DEFAULT 0,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "progress_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "judging_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scans_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "lanes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "slots" INTEGER NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lanes_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "probe_id" TEXT NOT NULL,
    "probe_version" INTEGER NOT NULL,
    "probe_hash" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "repeat" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL,
    "reserved_tokens" INTEGER NOT NULL,
    "state" "attempt_state" NOT NULL DEFAULT 'planned',
    "lane_id" UUID,
    "claims" INTEGER NOT NULL DEFAULT 0,
    "failure_reason" TEXT,
    "failure" TEXT,
    "verdict" "verdict_kind",
    "confidence" DOUBLE PRECISION,
    "answered_at" TIMESTAMPTZ(3),
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "attempt_inputs" (
    "tenant_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "system" TEXT,
    "tools" JSONB,
    "variables" JSONB NOT NULL,

    CONSTRAINT "attempt_inputs_pkey" PRIMARY KEY ("tenant_id","attempt_id")
);

-- CreateTable
CREATE TABLE "attempt_turns" (
    "tenant_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "prompt" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "tool_calls" JSONB,
    "finish" TEXT NOT NULL,
    "http_status" INTEGER NOT NULL,
    "latency_ms" DOUBLE PRECISION NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,

    CONSTRAINT "attempt_turns_pkey" PRIMARY KEY ("tenant_id","attempt_id","index")
);

-- CreateTable
CREATE TABLE "opinions" (
    "tenant_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "judge" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "verdict" "verdict_kind" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "citations" JSONB NOT NULL DEFAULT '[]',
    "rationale" TEXT NOT NULL,
    "failure" TEXT,
    "latency_ms" DOUBLE PRECISION NOT NULL,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DECIMAL(12,6),

    CONSTRAINT "opinions_pkey" PRIMARY KEY ("tenant_id","attempt_id","judge")
);

-- CreateTable
CREATE TABLE "verdicts" (
    "tenant_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "kind" "verdict_kind" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "basis" "verdict_basis" NOT NULL,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "meta_engine" TEXT,
    "meta_version" TEXT,
    "needs_review" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verdicts_pkey" PRIMARY KEY ("tenant_id","attempt_id")
);

-- CreateTable
CREATE TABLE "findings" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "probe_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "remediation" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "risks" TEXT[],
    "status" "finding_status" NOT NULL DEFAULT 'open',
    "status_reason" TEXT,
    "confidence" DOUBLE PRECISION NOT NULL,
    "evidence_line" TEXT NOT NULL,
    "regressed" BOOLEAN NOT NULL DEFAULT false,
    "first_scan_id" UUID NOT NULL,
    "last_scan_id" UUID NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "findings_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "occurrences" (
    "tenant_id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "confidence" DOUBLE PRECISION NOT NULL,
    "regressed" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "occurrences_pkey" PRIMARY KEY ("tenant_id","finding_id","scan_id")
);

-- CreateTable
CREATE TABLE "finding_evidence" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finding_evidence_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "scan_events" (
    "tenant_id" UUID NOT NULL,
    "scan_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scan_events_pkey" PRIMARY KEY ("tenant_id","scan_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "tenant_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_token_id" UUID,
    "actor_user_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID,
    "result" TEXT NOT NULL,
    "request_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("tenant_id","sequence")
);

-- CreateTable
CREATE TABLE "frameworks" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "edition" TEXT NOT NULL,
    "edition_date" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "frameworks_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "controls" (
    "ref" TEXT NOT NULL,
    "framework_slug" TEXT NOT NULL,
    "local_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_ref" TEXT,
    "edition" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "controls_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "crosswalk_links" (
    "risk" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "crosswalk_links_pkey" PRIMARY KEY ("risk","ref","version")
);

-- CreateTable
CREATE TABLE "control_overlaps" (
    "id" TEXT NOT NULL,
    "ref_a" TEXT NOT NULL,
    "ref_b" TEXT NOT NULL,
    "framework_a" TEXT NOT NULL,
    "framework_b" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "tier" INTEGER NOT NULL,
    "core" BOOLEAN NOT NULL,
    "rationale" TEXT NOT NULL,

    CONSTRAINT "control_overlaps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenants_slug_key" ON "tenants"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_tenant_id_user_id_key" ON "memberships"("tenant_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "tokens_hash_key" ON "tokens"("hash");

-- CreateIndex
CREATE INDEX "tokens_tenant_id_created_at_id_idx" ON "tokens"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "secrets_tenant_id_name_key" ON "secrets"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "targets_tenant_id_created_at_id_idx" ON "targets"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "targets_tenant_id_kind_created_at_id_idx" ON "targets"("tenant_id", "kind", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "targets_tenant_id_kind_url_key" ON "targets"("tenant_id", "kind", "url");

-- CreateIndex
CREATE INDEX "scans_tenant_id_created_at_id_idx" ON "scans"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_target_id_created_at_id_idx" ON "scans"("tenant_id", "target_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scans_tenant_id_status_created_at_id_idx" ON "scans"("tenant_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lanes_tenant_id_target_id_idx" ON "lanes"("tenant_id", "target_id");

-- CreateIndex
CREATE INDEX "lanes_tenant_id_scan_id_idx" ON "lanes"("tenant_id", "scan_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_tenant_id_scan_id_position_key" ON "attempts"("tenant_id", "scan_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_tenant_id_scan_id_probe_id_probe_version_variant_r_key" ON "attempts"("tenant_id", "scan_id", "probe_id", "probe_version", "variant", "repeat");

-- CreateIndex
CREATE INDEX "findings_tenant_id_last_seen_at_id_idx" ON "findings"("tenant_id", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_severity_last_seen_at_id_idx" ON "findings"("tenant_id", "severity", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "findings_tenant_id_status_last_seen_at_id_idx" ON "findings"("tenant_id", "status", "last_seen_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "findings_tenant_id_target_id_fingerprint_key" ON "findings"("tenant_id", "target_id", "fingerprint");

-- CreateIndex
CREATE INDEX "occurrences_tenant_id_scan_id_created_at_finding_id_idx" ON "occurrences"("tenant_id", "scan_id", "created_at" DESC, "finding_id" DESC);

-- CreateIndex
CREATE INDEX "finding_evidence_tenant_id_finding_id_created_at_id_idx" ON "finding_evidence"("tenant_id", "finding_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "finding_evidence_tenant_id_attempt_id_source_key" ON "finding_evidence"("tenant_id", "attempt_id", "source");

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_at_sequence_idx" ON "audit_events"("tenant_id", "at" DESC, "sequence" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "controls_framework_slug_position_key" ON "controls"("framework_slug", "position");

-- CreateIndex
CREATE INDEX "crosswalk_links_ref_idx" ON "crosswalk_links"("ref");

-- CreateIndex
CREATE INDEX "control_overlaps_tier_id_idx" ON "control_overlaps"("tier", "id");

-- CreateIndex
CREATE UNIQUE INDEX "control_overlaps_ref_a_ref_b_key" ON "control_overlaps"("ref_a", "ref_b");

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_gates" ADD CONSTRAINT "target_gates_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "targets"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "targets"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lanes" ADD CONSTRAINT "lanes_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "scans"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "scans"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_inputs" ADD CONSTRAINT "attempt_inputs_tenant_id_attempt_id_fkey" FOREIGN KEY ("tenant_id", "attempt_id") REFERENCES "attempts"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_turns" ADD CONSTRAINT "attempt_turns_tenant_id_attempt_id_fkey" FOREIGN KEY ("tenant_id", "attempt_id") REFERENCES "attempts"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_tenant_id_attempt_id_fkey" FOREIGN KEY ("tenant_id", "attempt_id") REFERENCES "attempts"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_tenant_id_attempt_id_fkey" FOREIGN KEY ("tenant_id", "attempt_id") REFERENCES "attempts"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "targets"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_tenant_id_finding_id_fkey" FOREIGN KEY ("tenant_id", "finding_id") REFERENCES "findings"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "scans"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_evidence" ADD CONSTRAINT "finding_evidence_tenant_id_finding_id_fkey" FOREIGN KEY ("tenant_id", "finding_id") REFERENCES "findings"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_events" ADD CONSTRAINT "scan_events_tenant_id_scan_id_fkey" FOREIGN KEY ("tenant_id", "scan_id") REFERENCES "scans"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "controls" ADD CONSTRAINT "controls_framework_slug_fkey" FOREIGN KEY ("framework_slug") REFERENCES "frameworks"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk_links" ADD CONSTRAINT "crosswalk_links_ref_fkey" FOREIGN KEY ("ref") REFERENCES "controls"("ref") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.

-- The two queues of a scan: what is to be sent, and what is on its way to a verdict. Both stay small while the table grows.
CREATE INDEX "attempts_planned" ON "attempts"("tenant_id", "scan_id", "position") WHERE "state" = 'planned';
CREATE INDEX "attempts_under_way" ON "attempts"("tenant_id", "scan_id", "state", "position") WHERE "state" IN ('claimed', 'answered', 'judging');

-- The sweep looks at scans before their end, over all tenants.
CREATE INDEX "scans_open" ON "scans"("tenant_id", "id") WHERE "status" IN ('queued', 'running', 'judging');

-- The review queue.
CREATE INDEX "verdicts_review" ON "verdicts"("tenant_id", "created_at" DESC, "attempt_id" DESC) WHERE "needs_review";

-- Rows of attempts and scans change several times in a few seconds: room on the page, and a vacuum that keeps up.
ALTER TABLE "attempts" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "scans" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- The audit log only grows.
CREATE FUNCTION "audit_events_are_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed or removed';
END;
$$;
CREATE TRIGGER "audit_events_are_kept" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "audit_events_are_kept"();
