-- CreateEnum
CREATE TYPE "approval_kind" AS ENUM ('right', 'operation');

-- CreateEnum
CREATE TYPE "approval_state" AS ENUM ('open', 'approved', 'rejected', 'withdrawn', 'expired');

-- AlterTable
ALTER TABLE "company" ADD COLUMN     "needs_approval" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "viewing_subscription_id" UUID,
ADD COLUMN     "viewing_user_id" UUID;

-- CreateTable
CREATE TABLE "approval_request" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "function" TEXT NOT NULL,
    "kind" "approval_kind" NOT NULL,
    "input" JSONB NOT NULL,
    "subject" TEXT NOT NULL,
    "comment" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "state" "approval_state" NOT NULL DEFAULT 'open',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "problem" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "right_use" (
    "user_id" UUID NOT NULL,
    "function" TEXT NOT NULL,
    "last_on" DATE NOT NULL,

    CONSTRAINT "right_use_pkey" PRIMARY KEY ("user_id","function")
);

-- CreateTable
CREATE TABLE "access_review" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review_item" (
    "review_id" UUID NOT NULL,
    "grant_id" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "risk" INTEGER NOT NULL,
    "last_on" DATE,
    "confirmed" BOOLEAN,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_review_item_pkey" PRIMARY KEY ("review_id","grant_id")
);

-- CreateIndex
CREATE INDEX "approval_request_company_id_state_asked_at_idx" ON "approval_request"("company_id", "state", "asked_at");

-- CreateIndex
CREATE INDEX "approval_request_by_id_idx" ON "approval_request"("by_id");

-- AddForeignKey
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "right_use" ADD CONSTRAINT "right_use_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE approval_request ADD CONSTRAINT approval_by_another CHECK (state NOT IN ('approved', 'rejected') OR decided_by_id <> by_id);
CREATE INDEX approval_open ON approval_request (deadline) WHERE state = 'open';
CREATE UNIQUE INDEX access_review_open ON access_review (company_id) WHERE closed_at IS NULL;
ALTER TABLE session ADD CONSTRAINT session_views_one CHECK (num_nonnulls(viewing_user_id, viewing_subscription_id) <= 1);
