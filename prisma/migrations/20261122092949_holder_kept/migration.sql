-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "holder_kept" BOOLEAN NOT NULL DEFAULT false;
-- The dearest roaming of a month without reading its bills.
CREATE INDEX bill_line_roaming ON bill_line (bill_id, net DESC) WHERE kind = 'roaming';
