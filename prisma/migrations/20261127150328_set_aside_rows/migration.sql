-- CreateTable
CREATE TABLE "set_aside_row" (
    "id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "unit" TEXT,
    "code" TEXT NOT NULL,
    "field" TEXT,
    "along" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_aside_row_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "set_aside_row_hash_idx" ON "set_aside_row"("hash");

-- CreateIndex
CREATE INDEX "set_aside_row_kind_unit_idx" ON "set_aside_row"("kind", "unit");

-- AddForeignKey
ALTER TABLE "set_aside_row" ADD CONSTRAINT "set_aside_row_hash_fkey" FOREIGN KEY ("hash") REFERENCES "intake_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;
