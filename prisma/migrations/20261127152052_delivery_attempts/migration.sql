-- CreateTable
CREATE TABLE "delivery_attempt" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "part" INTEGER NOT NULL DEFAULT 1,
    "reference" INTEGER,
    "accepted" BOOLEAN NOT NULL,
    "answer" TEXT NOT NULL,
    "id_key" TEXT,
    "state" "delivery_state",
    "receipt" TEXT,
    "receipt_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unmatched_receipt" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "same_keys" TEXT[],
    "other_keys" TEXT[],
    "numbers" TEXT[],
    "state" "delivery_state",
    "text" TEXT NOT NULL,

    CONSTRAINT "unmatched_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_state" (
    "channel" TEXT NOT NULL,
    "worker" TEXT NOT NULL,
    "problem" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_state_pkey" PRIMARY KEY ("channel","worker")
);

-- CreateIndex
CREATE INDEX "delivery_attempt_delivery_id_idx" ON "delivery_attempt"("delivery_id");

-- CreateIndex
CREATE INDEX "delivery_attempt_id_key_idx" ON "delivery_attempt"("id_key");

-- CreateIndex
CREATE INDEX "unmatched_receipt_at_idx" ON "unmatched_receipt"("at");

-- CreateIndex
CREATE INDEX "delivery_recipient_queued_at_idx" ON "delivery"("recipient", "queued_at");

-- AddForeignKey
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: only what was accepted has a state; and which receipts came before their message.
ALTER TABLE delivery_attempt ADD CONSTRAINT delivery_attempt_state CHECK (accepted = (state IS NOT NULL));
CREATE INDEX unmatched_receipt_keys ON unmatched_receipt USING gin ((same_keys || other_keys));

-- Receipts of what was sent before still find it.
INSERT INTO delivery_attempt (id, delivery_id, at, last_at, accepted, answer, id_key, state)
SELECT gen_random_uuid(), id, sent_at, sent_at, true, far_end_id,
    coalesce(nullif(ltrim(lower(far_end_id), '0'), ''), '0'), state
FROM delivery WHERE channel = 'sms' AND sent_at > now() - interval '7 days' AND far_end_id IS NOT NULL;
