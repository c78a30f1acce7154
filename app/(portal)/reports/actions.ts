'use server'

import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { endSchedule } from '@/lib/billing/reports/end-schedule'
import { action } from '@/lib/web/action'
import { redirectDone } from '@/lib/web/just-done'

export const addScheduleAction = action(addSchedule, () => redirectDone('/reports#by-mail', 'added'))
export const endScheduleAction = action(endSchedule, () => redirectDone('/reports#by-mail', 'ended'))
