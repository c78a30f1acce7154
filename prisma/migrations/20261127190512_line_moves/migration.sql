-- CreateTable
CREATE TABLE "line_move" (
    "company_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "centre_id" UUID,
    "centre_name" TEXT,
    "created" BOOLEAN NOT NULL,
    "lines" INTEGER NOT NULL,
    "lost" JSONB NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "line_move_pkey" PRIMARY KEY ("company_id","id")
);

-- CreateTable
CREATE TABLE "line_move_item" (
    "company_id" UUID NOT NULL,
    "move_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "was_id" UUID,

    CONSTRAINT "line_move_item_pkey" PRIMARY KEY ("company_id","move_id","subscription_id")
);

-- CreateIndex
CREATE INDEX "line_move_at_idx" ON "line_move"("at");

-- CreateIndex
CREATE INDEX "line_move_item_subscription_id_idx" ON "line_move_item"("subscription_id");

-- AddForeignKey
ALTER TABLE "line_move" ADD CONSTRAINT "line_move_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_move_item" ADD CONSTRAINT "line_move_item_company_id_move_id_fkey" FOREIGN KEY ("company_id", "move_id") REFERENCES "line_move"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_move_item" ADD CONSTRAINT "line_move_item_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_move_item" ADD CONSTRAINT "line_move_item_company_id_was_id_fkey" FOREIGN KEY ("company_id", "was_id") REFERENCES "cost_centre"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE line_move
  ADD CONSTRAINT line_move_some CHECK (lines > 0),
  ADD CONSTRAINT line_move_where CHECK ((centre_id IS NULL) = (centre_name IS NULL) AND (centre_id IS NOT NULL OR NOT created));

-- A cost centre that a move has created goes when the move is undone: whatever may name it is found by an index.
CREATE INDEX bill_line_of_centre ON bill_line (cost_centre_id) WHERE cost_centre_id IS NOT NULL;
DROP INDEX grant_of_centre;
CREATE INDEX grant_of_centre ON "grant" (centre_id) WHERE centre_id IS NOT NULL;
