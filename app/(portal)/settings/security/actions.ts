'use server'

import { redirect } from 'next/navigation'
import { removeIdentityProvider } from '@/lib/company/remove-identity-provider'
import { removeIdentityProviderInput, setIdentityProviderInput, switchSmsInput } from '@/lib/company/schema'
import { setIdentityProvider } from '@/lib/company/set-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/switch-sms-at-sign-in'
import { action } from '@/lib/web/action'
import { provider } from '@/lib/web/company-provider'

export const switchSmsAction = action(switchSmsInput, switchSmsAtSignIn, () =>
  redirect('/settings/security?done=saved'),
)
export const setIdentityProviderAction = action(
  setIdentityProviderInput,
  (actor, input, world) => setIdentityProvider(actor, input, provider(), world),
  () => redirect('/settings/security?done=provider'),
)
export const removeIdentityProviderAction = action(removeIdentityProviderInput, removeIdentityProvider, () =>
  redirect('/settings/security?done=provider_removed'),
)
