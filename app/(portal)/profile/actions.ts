'use server'

import { redirect } from 'next/navigation'
import { editProfile } from '@/lib/company/edit-profile'
import { editProfileInput } from '@/lib/company/schema'
import { changePassword } from '@/lib/identity/change-password'
import { endOwnSession } from '@/lib/identity/end-own-session'
import { changePasswordInput, endOwnSessionInput } from '@/lib/identity/schema'
import { action } from '@/lib/web/action'

export const editProfileAction = action(editProfileInput, editProfile, (_value, t) => ({
  done: t('users.profile.saved'),
}))
export const changePasswordAction = action(changePasswordInput, changePassword, (_value, t) => ({
  done: t('users.profile.password_saved'),
}))
export const endOwnSessionAction = action(endOwnSessionInput, endOwnSession, () =>
  redirect('/profile?done=ended'),
)
