/** What a form shows after it was sent: a refusal beside its field, or that it is done. */
export type FormState = {
  refusal?: { field: string | null; sentence: string }
  /** What was typed, so that nothing is lost; passwords and codes excepted. */
  values?: Record<string, string>
  done?: string
}

export type FormAction = ((state: FormState, form: FormData) => Promise<FormState>) & {
  /** Since when the page that it stands on is looked at through somebody else's eyes; empty: through one's own. */
  viewed?: () => Promise<string>
}

/** The field in which a form says so, since the session may say something else by the time it is sent. */
export const VIEWED = 'viewed'
