import { unstable_isUnrecognizedActionError as isOutdated } from 'next/navigation'
import { type FormFrame, type FormState, keptOf } from '@/lib/kernel/form'
import { OWN_FIELD } from '@/lib/kernel/form-owner.mjs'

/**
 * What a form shows when its action did not answer: what was typed, and why.
 * @throws what the router makes of an answer: a redirect, a page that is not there
 */
export function unsentState(
  error: unknown,
  form: FormData,
  words: FormFrame['words'] | undefined,
): FormState {
  const digest = String((error as { digest?: unknown }).digest ?? '')
  if (!words || digest.startsWith('NEXT_')) throw error
  const say = (sentence: string): FormState =>
    stayTyped({ refusal: { field: null, sentence }, ...keptOf(form), unsent: true }, form)
  if (isOutdated(error)) return { ...say(words.outdated), again: words.again }
  return say(digest ? `${words.broken} ${digest}` : words.unanswered)
}

/**
 * What a form shows that could not be taken now: all that was typed, since it has not left the browser otherwise. What the
 * server sends back lacks passwords and codes.
 */
export function stayTyped(state: FormState, form: FormData): FormState {
  if (!state.unsent) return state
  const all = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith(OWN_FIELD),
  )
  return { ...state, values: { ...Object.fromEntries(all), ...state.values } }
}
