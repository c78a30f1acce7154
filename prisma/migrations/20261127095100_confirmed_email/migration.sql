-- CreateTable
CREATE TABLE "confirmed_email" (
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "confirmed_email_pkey" PRIMARY KEY ("user_id","email")
);

-- AddForeignKey
ALTER TABLE "confirmed_email" ADD CONSTRAINT "confirmed_email_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whoever has chosen a password has used the temporary one that was sent there, unless the address is newer.
INSERT INTO "confirmed_email" ("user_id", "email", "at")
SELECT u.id, u.email, k.changed_at FROM "user" u JOIN credential k ON k.user_id = u.id
WHERE NOT EXISTS (
  SELECT 1 FROM contact_change c
  WHERE c.company_id = u.company_id AND c.user_id = u.id AND c.new_email = u.email AND c.old_email <> c.new_email
    AND c.at >= k.changed_at);
