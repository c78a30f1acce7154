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
  redirect('/profile?done=ended'),
)

export const beginSecondFactorAction = action(beginSecondFactorInput, beginSecondFactor, ({ id, kind }) =>
  redirect(`/profile/${kind}/${id}`),
)
const confirmed = ({ first }: { first: boolean }) =>
  redirect(first ? '/profile/backup-codes?done=added' : '/profile?done=added')
export const confirmAppAction = action(confirmAppInput, confirmApp, confirmed)
export const confirmPasskeyAction = action(confirmPasskeyInput, confirmPasskey, confirmed)
export const removeSecondFactorAction = action(removeSecondFactorInput, removeSecondFactor, () =>
  redirect('/profile?done=removed'),
)
export const renewBackupCodesAction = action(proofInput, renewBackupCodes, () =>
  redirect('/profile/backup-codes?done=renewed'),
)
export const showBackupCodesAction = action(proofInput, showBackupCodes, () =>
  redirect('/profile/backup-codes'),
)
export const beginCompanyLinkAction = action(proofInput, beginCompanyLink, async ({ token }) => {
  await keepAttempt(token)
  redirect('/profile/company')
})
export const unlinkCompanyAction = action(proofInput, unlinkCompanyIdentity, () =>
  redirect('/profile?done=unlinked'),
)
