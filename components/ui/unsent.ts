import { unstable_isUnrecognizedActionError as isOutdated } from 'next/navigation'
import { type FormFrame, type FormState, keptOf } from '@/lib/kernel/form'

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
  const say = (sentence: string): FormState => ({ refusal: { field: null, sentence }, ...keptOf(form) })
  if (isOutdated(error)) return { ...say(words.outdated), again: words.again }
  return say(digest ? `${words.broken} ${digest}` : words.unanswered)
}
