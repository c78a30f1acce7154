'use server'

import { removeIdentityProvider } from '@/lib/company/settings/remove-identity-provider'
import { setIdentityProvider } from '@/lib/company/settings/set-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/settings/switch-sms-at-sign-in'
import type { CompanyProvider } from '@/lib/identity/sso/company-provider'
import { action } from '@/lib/web/action'
import { provider } from '@/lib/web/company-provider'
import { redirectDone } from '@/lib/web/just-done'

export const switchSmsAction = action(switchSmsAtSignIn, () => redirectDone('/settings/security', 'saved'))
export const setIdentityProviderAction = action(
  setIdentityProvider,
  () => redirectDone('/settings/security', 'provider'),
  { needs: async () => [provider()] as [CompanyProvider] },
)
export const removeIdentityProviderAction = action(removeIdentityProvider, () =>
  redirectDone('/settings/security', 'provider_removed'),
)
