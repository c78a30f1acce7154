'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { editProfile } from '@/lib/company/edit-profile'
import { editProfileInput } from '@/lib/company/schema'
import { beginCompanyLink } from '@/lib/identity/begin-company-link'
import { beginSecondFactor } from '@/lib/identity/begin-second-factor'
import { changePassword } from '@/lib/identity/change-password'
import { confirmApp } from '@/lib/identity/confirm-app'
import { confirmPasskey } from '@/lib/identity/confirm-passkey'
import { endOwnSession } from '@/lib/identity/end-own-session'
import { removeSecondFactor } from '@/lib/identity/remove-second-factor'
import { renewBackupCodes } from '@/lib/identity/renew-backup-codes'
import {
  beginSecondFactorInput,
  changePasswordInput,
  confirmAppInput,
  confirmPasskeyInput,
  endOwnSessionInput,
  proofInput,
  removeSecondFactorInput,
} from '@/lib/identity/schema'
import { showBackupCodes } from '@/lib/identity/show-backup-codes'
import { unlinkCompanyIdentity } from '@/lib/identity/unlink-company-identity'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'
import { keepAttempt } from '@/lib/web/sign-in'

export const editProfileAction = action(editProfileInput, editProfile, (_value, t) => {
  // The page shows, and sends along as shown, what is there now.
  revalidatePath('/profile')
  return { done: t('users.profile.saved') }
})
export const changePasswordAction = action(changePasswordInput, changePassword, (_value, t) => ({
  done: t('users.profile.password_saved'),
}))
export const endOwnSessionAction = action(endOwnSessionInput, endOwnSession, () =>
  redirectDone('/profile', 'ended'),
)

export const beginSecondFactorAction = action(beginSecondFactorInput, beginSecondFactor, ({ id, kind }) =>
  redirect(`/profile/${kind}/${id}`),
)
const confirmed = ({ first }: { first: boolean }) =>
  redirectDone(first ? '/profile/backup-codes' : '/profile', 'added')
export const confirmAppAction = action(confirmAppInput, confirmApp, confirmed)
export const confirmPasskeyAction = action(confirmPasskeyInput, confirmPasskey, confirmed)
export const removeSecondFactorAction = action(removeSecondFactorInput, removeSecondFactor, () =>
  redirectDone('/profile', 'removed'),
)
export const renewBackupCodesAction = action(proofInput, renewBackupCodes, () =>
  redirectDone('/profile/backup-codes', 'renewed'),
)
export const showBackupCodesAction = action(proofInput, showBackupCodes, () =>
  redirect('/profile/backup-codes'),
)
export const beginCompanyLinkAction = action(proofInput, beginCompanyLink, async ({ token }) => {
  await keepAttempt(token)
  redirect('/profile/company')
})
export const unlinkCompanyAction = action(proofInput, unlinkCompanyIdentity, () =>
  redirectDone('/profile', 'unlinked'),
)
