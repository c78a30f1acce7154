'use server'

import { redirect } from 'next/navigation'
import { switchSmsInput } from '@/lib/company/schema'
import { switchSmsAtSignIn } from '@/lib/company/switch-sms-at-sign-in'
import { limitNumbers } from '@/lib/grants/limit-numbers'
import { limitNumbersInput } from '@/lib/grants/schema'
import { action } from '@/lib/web/action'

export const switchSmsAction = action(switchSmsInput, switchSmsAtSignIn, () =>
  redirect('/settings/security?done=saved'),
)
export const limitNumbersAction = action(limitNumbersInput, limitNumbers, () =>
  redirect('/settings/security?done=numbers'),
)
