'use server'

import { editProfile } from '@/lib/company/edit-profile'
import { editProfileInput } from '@/lib/company/schema'
import { changePassword } from '@/lib/identity/change-password'
import { changePasswordInput } from '@/lib/identity/schema'
import { action } from '@/lib/web/action'

export const editProfileAction = action(editProfileInput, editProfile, (_value, t) => ({
  done: t('users.profile.saved'),
}))
export const changePasswordAction = action(changePasswordInput, changePassword, (_value, t) => ({
  done: t('users.profile.password_saved'),
}))
