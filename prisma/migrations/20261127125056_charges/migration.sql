-- AlterEnum
ALTER TYPE "unmatched_reason" ADD VALUE 'again';

-- DropIndex
DROP INDEX "unmatched_payment_reference_currency_amount_key";

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "transaction" TEXT;

-- AlterTable
ALTER TABLE "unmatched_payment" ADD COLUMN     "transaction" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "payment_transaction_key" ON "payment"("transaction");

-- CreateIndex
CREATE UNIQUE INDEX "unmatched_payment_reference_transaction_currency_amount_key" ON "unmatched_payment"("reference", "transaction", "currency", "amount");

-- A process of the version before cannot keep an event that it cannot count any more (its ON CONFLICT finds no index): it
-- answers with an error and the provider reports it again.
