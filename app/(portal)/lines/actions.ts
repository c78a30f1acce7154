'use server'

import { redirect } from 'next/navigation'
import { editLine } from '@/lib/subscriptions/edit-line'
import { editLineInput } from '@/lib/subscriptions/schema'
import { action } from '@/lib/web/action'

export const editLineAction = action(editLineInput, editLine, ({ id }) => redirect(`/lines/${id}?done=saved`))
