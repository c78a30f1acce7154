'use server'

import { addSchedule } from '@/lib/billing/add-schedule'
import { endSchedule } from '@/lib/billing/end-schedule'
import { addScheduleInput, endScheduleInput } from '@/lib/billing/schema'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

export const addScheduleAction = action(addScheduleInput, addSchedule, () =>
  redirectDone('/reports#by-mail', 'added'),
)
export const endScheduleAction = action(endScheduleInput, endSchedule, () =>
  redirectDone('/reports#by-mail', 'ended'),
)
