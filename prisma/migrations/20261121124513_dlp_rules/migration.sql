-- AlterTable
ALTER TABLE "attempt_inputs" ADD COLUMN     "dlp" JSONB;

-- CreateTable
CREATE TABLE "dlp_rules" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "built_in" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "pattern" TEXT,
    "words" TEXT[],
    "action" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dlp_rules_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "dlp_rules_tenant_id_name_id_idx" ON "dlp_rules"("tenant_id", "name", "id");

-- CreateIndex
CREATE INDEX "dlp_rules_tenant_id_updated_at_id_idx" ON "dlp_rules"("tenant_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "dlp_rules_tenant_id_built_in_key" ON "dlp_rules"("tenant_id", "built_in");

-- A rule is the tenant's own, with a pattern, or decides for one that comes with Tribunal, without.
ALTER TABLE "dlp_rules" ADD CONSTRAINT "dlp_rules_kind" CHECK (("built_in" IS NULL) = ("pattern" IS NOT NULL));
ALTER TABLE "dlp_rules" ADD CONSTRAINT "dlp_rules_action" CHECK ("action" IN ('block', 'redact', 'warn'));
CREATE UNIQUE INDEX "dlp_rules_name" ON "dlp_rules"("tenant_id", lower("name")) WHERE "built_in" IS NULL;

SELECT wall_off('dlp_rules');
