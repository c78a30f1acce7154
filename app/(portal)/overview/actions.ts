'use server'

import { revalidatePath } from 'next/cache'
import { endOwnSession } from '@/lib/identity/sessions/end-own-session'
import { labelOwnLine } from '@/lib/subscriptions/lines/label-own-line'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

export const labelOwnLineAction = action(labelOwnLine, (_value, t) => {
  // The page shows, and sends along as shown, what is there now.
  revalidatePath('/overview')
  return { done: t('line.saved') }
})
export const endNumberSessionAction = action(endOwnSession, () => redirectDone('/overview', 'ended'))
