/** What a form shows after it was sent: a refusal beside its field, or that it is done. */
export type FormState = {
  refusal?: { field: string | null; sentence: string }
  /** What was typed, so that nothing is lost; passwords and codes excepted. */
  values?: Record<string, string>
  done?: string
}

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
