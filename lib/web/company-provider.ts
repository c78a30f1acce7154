import { companyProvider } from '@/lib/channels/oidc/client'
import type { CompanyProvider } from '@/lib/identity/sso/company-provider'
import { env } from '@/lib/infra/env'

let known: CompanyProvider | undefined

/** The way to companies' own providers, one for this process. */
export function provider(): CompanyProvider {
  known ??= companyProvider({ inside: env().OIDC_INSIDE })
  return known
}
