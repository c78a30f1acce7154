import { LISTS, LONGEST_LIST, OWN_FIELD } from './form-owner.mjs'

/** What a form shows after it was sent: a refusal beside its field, or that it is done. */
export type FormState = {
  refusal?: { field: string | null; sentence: string }
  /** What else is wrong, each beside its field. */
  also?: { field: string | null; sentence: string }[]
  /** What was typed, so that nothing is lost; passwords and codes excepted. */
  values?: Record<string, string>
  /** What was sent more than once under one name: of several boxes of a name, all that were ticked. */
  several?: Record<string, string[]>
  /** Nothing is wrong with it, but it was not taken now: in the browser passwords and codes stay in their boxes too. */
  unsent?: true
  done?: string
  /** Not the fields are wrong but the page: it is somebody else's by now, or out of date. The label of the way on. */
  again?: string
}

/** What is wrong with a field, as a sentence, or null. */
export const problemOf = ({ refusal, also = [] }: FormState, name: string): string | null =>
  [...(refusal ? [refusal] : []), ...also].find(({ field }) => field === name)?.sentence ?? null

/** Whether a value was among what a refused form sent under a name. */
export const wasSent = ({ values, several }: FormState, name: string, value: string): boolean =>
  several?.[name]?.includes(value) ?? values?.[name] === value

/** The most characters of a field that are shown again after a refusal: no box takes more. */
export const MOST_ECHOED = 2_000

/** The fields of a form, however it was sent. */
export type Fields = Iterable<[string, FormDataEntryValue]>

const SECRET = /password|again|current|code|proof|secret|response/

/** Whether a field may be shown again: not what is secret, nor what belongs to the portal. */
export const isShownAgain = (name: string, value: FormDataEntryValue): value is string =>
  typeof value === 'string' &&
  value.length <= (LISTS.has(name) ? LONGEST_LIST : MOST_ECHOED) &&
  !name.startsWith(OWN_FIELD) &&
  // The boxes of `item:user:reset_password` are no passwords.
  !SECRET.test(name.split(':')[0]!)

/** What may be shown again of what was typed. */
export const typed = (form: Fields): Record<string, string> =>
  Object.fromEntries([...form].filter((entry): entry is [string, string] => isShownAgain(...entry)))

/** What was typed, as a form keeps it: also all that was ticked of boxes that share a name. */
export function keptOf(form: Fields): Pick<FormState, 'values' | 'several'> {
  const all = new Map<string, string[]>()
  for (const [name, value] of form)
    if (isShownAgain(name, value)) all.set(name, [...(all.get(name) ?? []), value])
  const several = [...all].filter(([, values]) => values.length > 1)
  return { values: typed(form), ...(several.length > 0 && { several: Object.fromEntries(several) }) }
}

/** What a form of an action is drawn with. */
export type FormFrame = {
  /** The portal's own fields: whose form it is, and which. */
  hidden: Record<string, string>
  /** What it shows from the start: what was typed on the page before this one. */
  first: FormState
  /** What it says without an answer: the page is of an older version, no answer came, or something broke. */
  words: Record<'outdated' | 'unanswered' | 'broken' | 'again', string>
}

export type FormAction = ((state: FormState, form: FormData) => Promise<FormState>) & {
  /** Actions of the portal (lib/web/action.ts) have one, and refuse a form without its hidden fields. */
  frame?: (about: () => FormAbout) => Promise<FormFrame>
}

/** What a form is about, by its hidden fields: their names and values. */
export type FormAbout = readonly (readonly [name: string, value: string])[]
