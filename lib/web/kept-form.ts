import { headers } from 'next/headers'

/** A form that bin/lib/kept-forms.mjs did not hand on to its action, or that asks for its page with what was typed. */
export type KeptForm = {
  why: 'other_user' | 'signed_out' | 'outdated' | 'refill'
  /** Whose page it was, as it says it (lib/kernel/form-owner.mjs); or empty. */
  owner: string
  /** Address of its page. */
  path: string
  /** Texts only, in their order, without what belongs to the portal. */
  fields: [string, string][]
  /** The id of its action; empty: this build has none by its name. */
  form: string
}

type Shared = { switchboardKeptForms?: Map<string, KeptForm> }

/** The form that this page is asked with, or null. */
export async function keptForm(): Promise<KeptForm | null> {
  const key = (await headers()).get('x-request-key') ?? ''
  return (globalThis as Shared).switchboardKeptForms?.get(key) ?? null
}
