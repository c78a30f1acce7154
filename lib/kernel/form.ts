/** What a form shows after it was sent: a refusal beside its field, or that it is done. */
export type FormState = {
  refusal?: { field: string | null; sentence: string }
  /** What was typed, so that nothing is lost; passwords and codes excepted. */
  values?: Record<string, string>
  /** What was sent more than once under one name: of several boxes of a name, all that were ticked. */
  several?: Record<string, string[]>
  done?: string
}

/** Whether a value was among what a refused form sent under a name. */
export const wasSent = ({ values, several }: FormState, name: string, value: string): boolean =>
  several?.[name]?.includes(value) ?? values?.[name] === value

/** The most characters of a field that are shown again after a refusal: no box takes more. */
export const MOST_ECHOED = 2_000

export type FormAction = ((state: FormState, form: FormData) => Promise<FormState>) & {
  /** Since when the page that it stands on is looked at through somebody else's eyes; empty: through one's own. */
  viewed?: () => Promise<string>
}

/** The field in which a form says so, since the session may say something else by the time it is sent. */
export const VIEWED = 'viewed'
