import { sealSecret } from '@/lib/identity/sso/company-provider'
import type { House } from './house'

/** Gives a company a provider of its own, in use. */
export async function hasProvider({ world, companyId }: House) {
  const [address, at] = ['https://idp.example', world.clock()]
  const provider = { address, issuer: address, clientId: 'portal' }
  const sealedSecret = sealSecret(world, companyId, 'a secret')
  await world.db.identityProvider.create({
    data: { companyId, ...provider, sealedSecret, changedAt: at, verifiedAt: at },
  })
  return provider
}
