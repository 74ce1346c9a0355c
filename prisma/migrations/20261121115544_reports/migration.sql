-- CreateEnum
CREATE TYPE "report_format" AS ENUM ('json', 'pdf', 'xlsx', 'csv', 'sarif', 'junit', 'markdown', 'html');

-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('queued', 'running', 'ready', 'failed', 'expired');

-- CreateTable
CREATE TABLE "reports" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "format" "report_format" NOT NULL,
    "status" "report_status" NOT NULL DEFAULT 'queued',
    "frameworks" TEXT[],
    "scope" JSONB NOT NULL DEFAULT '{}',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "stage" TEXT,
    "claims" INTEGER NOT NULL DEFAULT 0,
    "requested_token_id" UUID,
    "requested_user_id" UUID,
    "storage_key" TEXT,
    "size" BIGINT,
    "sha256" TEXT,
    "signature" JSONB,
    "finding_count" INTEGER,
    "failure_code" TEXT,
    "failure" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "reports_tenant_id_queued_at_id_idx" ON "reports"("tenant_id", "queued_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "reports_tenant_id_status_queued_at_id_idx" ON "reports"("tenant_id", "status", "queued_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "reports_status_expires_at_idx" ON "reports"("status", "expires_at");

-- CreateIndex
CREATE INDEX "reports_sha256_idx" ON "reports"("sha256");

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

select wall_off('reports');
