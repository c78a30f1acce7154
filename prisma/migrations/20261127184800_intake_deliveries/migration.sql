-- CreateEnum
CREATE TYPE "intake_state" AS ENUM ('receiving', 'waiting', 'processing', 'taken', 'refused', 'canceled', 'failed');

-- CreateTable
CREATE TABLE "intake_delivery" (
    "id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "dry" BOOLEAN NOT NULL,
    "address" TEXT,
    "request_id" TEXT,
    "state" "intake_state" NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "kept" BIGINT NOT NULL DEFAULT 0,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "cancelling" BOOLEAN NOT NULL DEFAULT false,
    "status" INTEGER,
    "answer" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "intake_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake_part" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "intake_part_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "intake_delivery_sender_id_idx" ON "intake_delivery"("sender_id");

-- CreateIndex
CREATE INDEX "intake_delivery_ended_at_idx" ON "intake_delivery"("ended_at");

-- AddForeignKey
ALTER TABLE "intake_delivery" ADD CONSTRAINT "intake_delivery_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_part" ADD CONSTRAINT "intake_part_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "intake_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
ALTER TABLE intake_delivery
  ADD CONSTRAINT intake_delivery_ended CHECK (
    (state IN ('taken', 'refused', 'canceled', 'failed')) = (ended_at IS NOT NULL)
    AND (ended_at IS NULL) = (answer IS NULL) AND (ended_at IS NULL) = (status IS NULL));

-- Those that are received, wait or are processed: asked for with every part that comes.
CREATE INDEX intake_delivery_open_idx ON intake_delivery (received_at) WHERE ended_at IS NULL;

-- What is sealed does not compress.
ALTER TABLE intake_part ALTER COLUMN sealed SET STORAGE EXTERNAL;
