-- AlterTable
ALTER TABLE "idempotency_keys" ADD COLUMN     "first_answer" TEXT;
