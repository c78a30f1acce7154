-- CreateEnum
CREATE TYPE "network_use_kind" AS ENUM ('failure', 'asking');

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "device_cookie_id" UUID,
ADD COLUMN     "ground" TEXT,
ADD COLUMN     "second_ground" TEXT;

-- AlterTable
ALTER TABLE "code_send" ADD COLUMN     "asked_by" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device_cookie_id" UUID,
ADD COLUMN     "ground" TEXT,
ADD COLUMN     "second_ground" TEXT;

-- CreateTable
CREATE TABLE "network_use" (
    "network" TEXT NOT NULL,
    "kind" "network_use_kind" NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "network_use_pkey" PRIMARY KEY ("network","kind","subject")
);

-- CreateTable
CREATE TABLE "device_cookie" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "subscription_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_cookie_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "network_use_network_kind_at_idx" ON "network_use"("network", "kind", "at");

-- CreateIndex
CREATE INDEX "network_use_at_idx" ON "network_use"("at");

-- CreateIndex
CREATE UNIQUE INDEX "device_cookie_token_hash_key" ON "device_cookie"("token_hash");

-- CreateIndex
CREATE INDEX "device_cookie_user_id_idx" ON "device_cookie"("user_id");

-- CreateIndex
CREATE INDEX "device_cookie_subscription_id_idx" ON "device_cookie"("subscription_id");

-- AddForeignKey
ALTER TABLE "device_cookie" ADD CONSTRAINT "device_cookie_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_cookie" ADD CONSTRAINT "device_cookie_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
ALTER TABLE device_cookie ADD CONSTRAINT device_cookie_of_one CHECK (num_nonnulls(user_id, subscription_id) = 1);
-- What has only been begun, by its network: the oldest beyond a bound make room.
CREATE INDEX sign_in_begun ON sign_in (network, created_at) WHERE state IN ('password', 'number', 'company');

-- Sessions that are open name what they stand on at this moment (lib/identity/ground.ts).
UPDATE session s SET ground = 'line ' || md5(coalesce(l.iccid, '') || '/' || coalesce(l.holder, ''))
FROM subscription l WHERE l.id = s.subscription_id AND s.ended_at IS NULL AND NOT 'persona' = ANY(s.factors);
UPDATE session s SET ground = 'password ' || (extract(epoch FROM k.changed_at) * 1000)::bigint
FROM credential k WHERE k.user_id = s.user_id AND s.ended_at IS NULL AND 'password' = ANY(s.factors);
UPDATE session s SET ground = coalesce((
    SELECT 'provider ' || (extract(epoch FROM p.verified_at) * 1000)::bigint || ' ' || (extract(epoch FROM i.linked_at) * 1000)::bigint
    FROM company_identity i JOIN identity_provider p ON p.company_id = i.company_id AND p.issuer = i.issuer
    WHERE i.user_id = s.user_id AND p.verified_at IS NOT NULL), 'gone')
WHERE s.ended_at IS NULL AND 'company' = ANY(s.factors);
