'use server'

import { redirect } from 'next/navigation'
import { addSchedule } from '@/lib/billing/add-schedule'
import { endSchedule } from '@/lib/billing/end-schedule'
import { addScheduleInput, endScheduleInput } from '@/lib/billing/schema'
import { action } from '@/lib/web/action'

export const addScheduleAction = action(addScheduleInput, addSchedule, () =>
  redirect('/reports?done=added#by-mail'),
)
export const endScheduleAction = action(endScheduleInput, endSchedule, () =>
  redirect('/reports?done=ended#by-mail'),
)
