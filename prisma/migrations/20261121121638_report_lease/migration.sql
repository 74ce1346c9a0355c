-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "lease_until" TIMESTAMPTZ(3);
