'use server'

import { redirect } from 'next/navigation'
import { stopContactChange } from '@/lib/company/contacts/stop-contact-change'
import { stopContactChangeInput } from '@/lib/company/schema'
import { publicAction } from '@/lib/web/action'

/** Stops a change of contacts for whoever was sent what it takes, signed in or not; the page then says so. */
export const stopContactChangeAction = publicAction(stopContactChangeInput, stopContactChange, ({ token }) =>
  redirect(`/stop?t=${token}`),
)
