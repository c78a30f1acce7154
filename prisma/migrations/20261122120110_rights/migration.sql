-- CreateEnum
CREATE TYPE "rights_change_kind" AS ENUM ('edited', 'numbers_limited', 'template_changed', 'undone', 'copied', 'file', 'asked', 'left', 'reviewed', 'substituted');

-- AlterTable
ALTER TABLE "company" ADD COLUMN     "not_offered" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "grant" ADD COLUMN     "account_id" UUID,
ADD COLUMN     "centre_id" UUID,
ADD COLUMN     "change_id" UUID,
ADD COLUMN     "ended_change_id" UUID,
ADD COLUMN     "function" TEXT,
ADD COLUMN     "line_id" UUID,
ADD COLUMN     "template_id" UUID,
ALTER COLUMN "template" DROP NOT NULL;

-- CreateTable
CREATE TABLE "rights_template" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "meant" TEXT,
    "functions" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "rights_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rights_change" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "kind" "rights_change_kind" NOT NULL,
    "reason" TEXT,
    "undoes_id" UUID,
    "added" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,
    "numbers" INTEGER NOT NULL DEFAULT 0,
    "template_id" UUID,

    CONSTRAINT "rights_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ceiling_change" (
    "id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "subscription_id" UUID,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "ceiling_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rights_draft" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "kind" "rights_change_kind" NOT NULL,
    "proposal" JSONB NOT NULL,
    "seen_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "rights_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "substitution" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "substitute_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,

    CONSTRAINT "substitution_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "rights_template_company_id_id_key" ON "rights_template"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rights_change_undoes_id_key" ON "rights_change"("undoes_id");

-- CreateIndex
CREATE UNIQUE INDEX "rights_change_company_id_number_key" ON "rights_change"("company_id", "number");

-- CreateIndex
CREATE INDEX "ceiling_change_change_id_idx" ON "ceiling_change"("change_id");

-- CreateIndex
CREATE INDEX "ceiling_change_subscription_id_idx" ON "ceiling_change"("subscription_id");

-- CreateIndex
CREATE INDEX "rights_draft_created_at_idx" ON "rights_draft"("created_at");

-- CreateIndex
CREATE INDEX "substitution_user_id_idx" ON "substitution"("user_id");

-- CreateIndex
CREATE INDEX "substitution_substitute_id_idx" ON "substitution"("substitute_id");

-- CreateIndex
CREATE INDEX "grant_change_id_idx" ON "grant"("change_id");

-- CreateIndex
CREATE INDEX "grant_ended_change_id_idx" ON "grant"("ended_change_id");

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_company_id_template_id_fkey" FOREIGN KEY ("company_id", "template_id") REFERENCES "rights_template"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_company_id_account_id_fkey" FOREIGN KEY ("company_id", "account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_company_id_centre_id_fkey" FOREIGN KEY ("company_id", "centre_id") REFERENCES "cost_centre"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_company_id_line_id_fkey" FOREIGN KEY ("company_id", "line_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "rights_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_ended_change_id_fkey" FOREIGN KEY ("ended_change_id") REFERENCES "rights_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_template" ADD CONSTRAINT "rights_template_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_change" ADD CONSTRAINT "rights_change_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_change" ADD CONSTRAINT "rights_change_undoes_id_fkey" FOREIGN KEY ("undoes_id") REFERENCES "rights_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ceiling_change" ADD CONSTRAINT "ceiling_change_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "rights_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_draft" ADD CONSTRAINT "rights_draft_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_company_id_substitute_id_fkey" FOREIGN KEY ("company_id", "substitute_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "grant"
  ADD CONSTRAINT grant_of_one_thing CHECK (num_nonnulls(template, template_id, function) = 1),
  ADD CONSTRAINT grant_over_one_scope CHECK (num_nonnulls(account_id, centre_id, line_id) <= 1),
  ADD CONSTRAINT grant_for_a_time CHECK (valid_to > valid_from);
ALTER TABLE substitution
  ADD CONSTRAINT substitution_of_another CHECK (user_id <> substitute_id),
  ADD CONSTRAINT substitution_for_a_time CHECK (valid_to > valid_from);
CREATE UNIQUE INDEX substitution_open ON substitution (user_id, substitute_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX rights_template_name ON rights_template (company_id, name) WHERE retired_at IS NULL;

-- The same thing over the same scope is open once, whatever its dates.
DROP INDEX grant_open;
CREATE UNIQUE INDEX grant_open ON "grant" (user_id, template, template_id, function, account_id, centre_id, line_id)
  NULLS NOT DISTINCT WHERE ended_at IS NULL;
-- "Who may do this with that" begins at the object.
CREATE INDEX grant_of_company ON "grant" (company_id) WHERE ended_at IS NULL
  AND account_id IS NULL AND centre_id IS NULL AND line_id IS NULL;
CREATE INDEX grant_of_account ON "grant" (account_id) WHERE ended_at IS NULL AND account_id IS NOT NULL;
CREATE INDEX grant_of_centre ON "grant" (centre_id) WHERE ended_at IS NULL AND centre_id IS NOT NULL;
CREATE INDEX grant_of_line ON "grant" (line_id) WHERE ended_at IS NULL AND line_id IS NOT NULL;
CREATE INDEX grant_of_template ON "grant" (template_id) WHERE ended_at IS NULL AND template_id IS NOT NULL;
CREATE INDEX grant_expiring ON "grant" (company_id, valid_to) WHERE ended_at IS NULL AND valid_to IS NOT NULL;

-- Every grant that somebody holds: their own, and in the stead of whom they substitute. The law reads this and nothing
-- else; valid_from and valid_to still have to be asked. `functions` is null for templates of ours (lib/rights).
CREATE VIEW held_grant AS
  SELECT g.id, g.company_id, g.user_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END AS functions,
    g.account_id, g.centre_id, g.line_id, g.valid_from, g.valid_to, NULL::uuid AS stands_in_for
  FROM "grant" g LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE g.ended_at IS NULL
  UNION ALL
  SELECT g.id, g.company_id, s.substitute_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END,
    g.account_id, g.centre_id, g.line_id, greatest(g.valid_from, s.valid_from), least(g.valid_to, s.valid_to), s.user_id
  FROM substitution s JOIN "grant" g ON g.user_id = s.user_id AND g.ended_at IS NULL
  LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE s.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = s.user_id AND x.ended_at IS NULL);
