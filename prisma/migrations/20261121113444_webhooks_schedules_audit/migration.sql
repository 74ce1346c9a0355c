-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'delivered', 'failed');

-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "actor_ip" TEXT,
ADD COLUMN     "actor_schedule_id" UUID;

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "tenant_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "sealed_secret" TEXT NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "webhook_positions" (
    "tenant_id" UUID NOT NULL,
    "xid" xid8 NOT NULL,
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "webhook_positions_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" BIGINT,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "tenant_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "http_status" INTEGER,
    "failure" TEXT,
    "latency_ms" DOUBLE PRECISION NOT NULL,
    "excerpt" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("tenant_id","delivery_id","number")
);

-- CreateTable
CREATE TABLE "schedules" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "probe_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "repeats" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_run_at" TIMESTAMPTZ(3),
    "last_due_at" TIMESTAMPTZ(3),
    "last_run_at" TIMESTAMPTZ(3),
    "last_scan_id" UUID,
    "last_problem" TEXT,
    "last_problem_text" TEXT,
    "last_missed" INTEGER NOT NULL DEFAULT 0,
    "missed_total" INTEGER NOT NULL DEFAULT 0,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "webhooks_tenant_id_created_at_id_idx" ON "webhooks"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_tenant_id_webhook_id_created_at_id_idx" ON "webhook_deliveries"("tenant_id", "webhook_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_tenant_id_webhook_id_state_created_at_id_idx" ON "webhook_deliveries"("tenant_id", "webhook_id", "state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_tenant_id_webhook_id_event_id_key" ON "webhook_deliveries"("tenant_id", "webhook_id", "event_id");

-- CreateIndex
CREATE INDEX "schedules_tenant_id_created_at_id_idx" ON "schedules"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "schedules_tenant_id_target_id_created_at_id_idx" ON "schedules"("tenant_id", "target_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_action_at_sequence_idx" ON "audit_events"("tenant_id", "action", "at" DESC, "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_subject_kind_subject_id_at_sequence_idx" ON "audit_events"("tenant_id", "subject_kind", "subject_id", "at" DESC, "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_actor_token_id_at_sequence_idx" ON "audit_events"("tenant_id", "actor_token_id", "at" DESC, "sequence" DESC);

-- CreateIndex
CREATE INDEX "audit_events_tenant_id_actor_user_id_at_sequence_idx" ON "audit_events"("tenant_id", "actor_user_id", "at" DESC, "sequence" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audit_events_tenant_id_id_key" ON "audit_events"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "findings_tenant_id_first_seen_at_idx" ON "findings"("tenant_id", "first_seen_at");

-- AddForeignKey
ALTER TABLE "audit_checkpoints" ADD CONSTRAINT "audit_checkpoints_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_positions" ADD CONSTRAINT "webhook_positions_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_tenant_id_webhook_id_fkey" FOREIGN KEY ("tenant_id", "webhook_id") REFERENCES "webhooks"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_tenant_id_delivery_id_fkey" FOREIGN KEY ("tenant_id", "delivery_id") REFERENCES "webhook_deliveries"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "targets"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is due: asked every second, over all tenants.
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries"("next_attempt_at") WHERE "state" = 'pending';
CREATE INDEX "webhook_deliveries_pending_idx" ON "webhook_deliveries"("tenant_id", "webhook_id", "next_attempt_at", "id") WHERE "state" = 'pending';
CREATE INDEX "webhook_deliveries_ended_idx" ON "webhook_deliveries"("created_at") WHERE "state" <> 'pending';
CREATE INDEX "schedules_due_idx" ON "schedules"("next_run_at") WHERE "enabled";
-- What went wrong is rare and asked for alone.
CREATE INDEX "audit_events_failures_idx" ON "audit_events"("tenant_id", "at" DESC, "sequence" DESC) WHERE "result" = 'failure';
CREATE INDEX "audit_events_actor_schedule_idx" ON "audit_events"("tenant_id", "actor_schedule_id", "at" DESC, "sequence" DESC) WHERE "actor_schedule_id" IS NOT NULL;

ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_due_while_pending" CHECK (("state" = 'pending') = ("next_attempt_at" IS NOT NULL));

-- Audit events are never changed. They are removed from the old end of the chain alone, up to the checkpoint that says where it begins now.
CREATE OR REPLACE FUNCTION "audit_events_are_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM "audit_checkpoints" "c" WHERE "c"."tenant_id" = OLD."tenant_id" AND "c"."sequence" >= OLD."sequence") THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit events are never changed or removed';
END;
$$;
CREATE FUNCTION "audit_events_are_not_truncated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed or removed';
END;
$$;
CREATE TRIGGER "audit_events_are_not_truncated" BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "audit_events_are_not_truncated"();

-- A checkpoint only moves forward.
CREATE FUNCTION "audit_checkpoints_move_forward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sequence" < OLD."sequence" OR NEW."tenant_id" <> OLD."tenant_id" THEN
    RAISE EXCEPTION 'an audit checkpoint only moves forward';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER "audit_checkpoints_move_forward" BEFORE UPDATE ON "audit_checkpoints" FOR EACH ROW EXECUTE FUNCTION "audit_checkpoints_move_forward"();

SELECT wall_off('audit_checkpoints');
SELECT wall_off('webhooks');
SELECT wall_off('webhook_positions');
SELECT wall_off('webhook_deliveries');
SELECT wall_off('webhook_attempts');
SELECT wall_off('schedules');

-- The retention is the system's.
REVOKE INSERT, UPDATE, DELETE ON "audit_checkpoints" FROM "tribunal_tenant";
