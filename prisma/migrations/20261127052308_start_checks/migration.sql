-- CreateTable
CREATE TABLE "demo_database" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demo_database_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- A database is made for demo mode, or it is not.
ALTER TABLE demo_database ADD CONSTRAINT demo_database_one CHECK (id = 1);
