import type { Tx } from '@/lib/infra/db'

/** A company's provider as it is stored. `verifiedAt` null: nobody has signed in with it to test it. */
type Provider = {
  address: string
  issuer: string
  clientId: string
  sealedSecret: Uint8Array<ArrayBuffer>
  verifiedAt: Date | null
}

/** Writes down which provider a company has, in the transaction of whoever sets it up. */
export async function writeProvider(
  tx: Tx,
  companyId: string,
  provider: Provider,
  changedAt: Date,
): Promise<void> {
  await tx.identityProvider.upsert({
    where: { companyId },
    create: { companyId, ...provider, changedAt },
    update: { ...provider, changedAt },
    select: { companyId: true },
  })
}

/** Removes a company's provider with every link to it; sign-ins under way there end. */
export async function removeProvider(tx: Tx, companyId: string): Promise<void> {
  await tx.identityProvider.delete({ where: { companyId }, select: { companyId: true } })
  await tx.companyIdentity.deleteMany({ where: { companyId } })
  await tx.signIn.updateMany({
    where: { companyId, state: { in: ['company', 'company_link', 'code', 'finished'] } },
    data: { state: 'closed' },
  })
}
