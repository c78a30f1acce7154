import type { FormState } from '@/lib/kernel/form'

/** What a part of a form adds to what is sent; a state instead of null: nothing is sent, and this is shown. */
export type BeforeSending = (form: FormData) => Promise<FormState | null>
