-- AlterTable
ALTER TABLE "intake_delivery" ADD COLUMN     "body_until" TIMESTAMPTZ(3),
ADD COLUMN     "outage_since" TIMESTAMPTZ(3),
ADD COLUMN     "outages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "problem" TEXT;

-- What Prisma cannot say ----------------------------------------------------------------------------
ALTER TABLE intake_delivery
  ADD CONSTRAINT intake_delivery_kept CHECK (body_until IS NULL OR state = 'failed') NOT VALID;
ALTER TABLE intake_delivery VALIDATE CONSTRAINT intake_delivery_kept;

-- Those whose bodies are kept although they have ended: counted with every part that comes.
CREATE INDEX intake_delivery_kept_idx ON intake_delivery (received_at) WHERE body_until IS NOT NULL;
