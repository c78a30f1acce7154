-- A restoration by the operator was written down as the user's own.
ALTER TABLE "contact_change" ALTER COLUMN "by_id" DROP NOT NULL;

-- Nobody settles what was done with their own contacts: these were the operator.
UPDATE "contact_change" SET "by_id" = NULL WHERE "kind" = 'restored' AND "by_id" = "user_id";
