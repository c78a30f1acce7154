import { sealSecret } from '@/lib/identity/sso/company-provider'
import type { House } from './house'

/** Gives a company a provider of its own, in use. */
export async function hasProvider({ context, companyId }: House) {
  const [address, at] = ['https://idp.example', context.clock()]
  const provider = { address, issuer: address, clientId: 'portal' }
  const sealedSecret = sealSecret(context, companyId, 'a secret')
  await context.db.identityProvider.create({
    data: { companyId, ...provider, sealedSecret, changedAt: at, verifiedAt: at },
  })
  return provider
}
