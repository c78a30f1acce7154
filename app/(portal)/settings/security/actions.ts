'use server'

import { removeIdentityProvider } from '@/lib/company/remove-identity-provider'
import { removeIdentityProviderInput, setIdentityProviderInput, switchSmsInput } from '@/lib/company/schema'
import { setIdentityProvider } from '@/lib/company/set-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/switch-sms-at-sign-in'
import { action } from '@/lib/web/action'
import { provider } from '@/lib/web/company-provider'
import { redirectDone } from '@/lib/web/just-done'

export const switchSmsAction = action(switchSmsInput, switchSmsAtSignIn, () =>
  redirectDone('/settings/security', 'saved'),
)
export const setIdentityProviderAction = action(
  setIdentityProviderInput,
  (actor, input, world) => setIdentityProvider(actor, input, provider(), world),
  () => redirectDone('/settings/security', 'provider'),
)
export const removeIdentityProviderAction = action(removeIdentityProviderInput, removeIdentityProvider, () =>
  redirectDone('/settings/security', 'provider_removed'),
)
