'use server'

import { revalidatePath } from 'next/cache'
import { endOwnSession } from '@/lib/identity/end-own-session'
import { endOwnSessionInput } from '@/lib/identity/schema'
import { labelOwnLine } from '@/lib/subscriptions/label-own-line'
import { labelOwnLineInput } from '@/lib/subscriptions/schema'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

export const labelOwnLineAction = action(labelOwnLineInput, labelOwnLine, (_value, t) => {
  // The page shows, and sends along as shown, what is there now.
  revalidatePath('/overview')
  return { done: t('line.saved') }
})
export const endNumberSessionAction = action(endOwnSessionInput, endOwnSession, () =>
  redirectDone('/overview', 'ended'),
)
