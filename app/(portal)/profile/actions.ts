'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { editProfile } from '@/lib/company/edit-profile'
import { beginSecondFactor } from '@/lib/identity/factors/begin-second-factor'
import { confirmApp } from '@/lib/identity/factors/confirm-app'
import { confirmPasskey } from '@/lib/identity/factors/confirm-passkey'
import { removeSecondFactor } from '@/lib/identity/factors/remove-second-factor'
import { renewBackupCodes } from '@/lib/identity/factors/renew-backup-codes'
import { showBackupCodes } from '@/lib/identity/factors/show-backup-codes'
import { changePassword } from '@/lib/identity/passwords/change-password'
import { endOwnSession } from '@/lib/identity/sessions/end-own-session'
import { beginCompanyLink } from '@/lib/identity/sso/begin-company-link'
import { unlinkCompanyIdentity } from '@/lib/identity/sso/unlink-company-identity'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'
import { keepAttempt } from '@/lib/web/sign-in'

export const editProfileAction = action(editProfile, (_value, t) => {
  // The page shows, and sends along as shown, what is there now.
  revalidatePath('/profile')
  return { done: t('users.profile.saved') }
})
export const changePasswordAction = action(changePassword, (_value, t) => ({
  done: t('users.profile.password_saved'),
}))
export const endOwnSessionAction = action(endOwnSession, () => redirectDone('/profile', 'ended'))

export const beginSecondFactorAction = action(beginSecondFactor, ({ id, kind }) =>
  redirect(`/profile/${kind}/${id}`),
)
const confirmed = ({ first }: { first: boolean }) =>
  redirectDone(first ? '/profile/backup-codes' : '/profile', 'added')
export const confirmAppAction = action(confirmApp, confirmed)
export const confirmPasskeyAction = action(confirmPasskey, confirmed)
export const removeSecondFactorAction = action(removeSecondFactor, () => redirectDone('/profile', 'removed'))
export const renewBackupCodesAction = action(renewBackupCodes, () =>
  redirectDone('/profile/backup-codes', 'renewed'),
)
export const showBackupCodesAction = action(showBackupCodes, () => redirect('/profile/backup-codes'))
export const beginCompanyLinkAction = action(beginCompanyLink, async ({ token }) => {
  await keepAttempt(token)
  redirect('/profile/company')
})
export const unlinkCompanyAction = action(unlinkCompanyIdentity, () => redirectDone('/profile', 'unlinked'))
