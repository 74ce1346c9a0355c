-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "log_origin" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "tenant_events" (
    "tenant_id" UUID NOT NULL,
    "id" BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_id" UUID,
    "target_id" UUID,
    "scan_id" UUID,
    "severity" "severity",
    "body" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "tenant_events_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tenant_logs" (
    "tenant_id" UUID NOT NULL,
    "removed_xid" xid8 NOT NULL,
    "removed_id" BIGINT NOT NULL,

    CONSTRAINT "tenant_logs_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "tenant_events_tenant_id_xid_id_idx" ON "tenant_events"("tenant_id", "xid", "id");

-- AddForeignKey
ALTER TABLE "tenant_events" ADD CONSTRAINT "tenant_events_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_logs" ADD CONSTRAINT "tenant_logs_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT wall_off('tenant_events');
SELECT wall_off('tenant_logs');

-- The log only grows; the retention, which is the system's, removes its old end.
REVOKE UPDATE, DELETE ON "tenant_events" FROM "tribunal_tenant";
REVOKE INSERT, UPDATE, DELETE ON "tenant_logs" FROM "tribunal_tenant";
