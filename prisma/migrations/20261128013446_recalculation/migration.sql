-- CreateTable
CREATE TABLE "recalculation" (
    "derived" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "upto" UUID,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "recalculation_pkey" PRIMARY KEY ("derived")
);
