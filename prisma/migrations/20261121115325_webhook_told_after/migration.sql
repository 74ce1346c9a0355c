-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "told_after" pg_snapshot NOT NULL DEFAULT pg_current_snapshot();
