-- CreateTable
CREATE TABLE "audit_anchor" (
    "company_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "audit_anchor_pkey" PRIMARY KEY ("company_id","target")
);
