import type { FormState } from '@/lib/kernel/form'
import { refused } from '@/lib/web/action'
import { keptAnswer } from '@/lib/web/sign-in'
import type { Words } from '@/lib/words/translator'

/** What a step has answered a browser without scripts, as its page shows it. */
export async function answeredState(t: Words): Promise<{ step: string; state: FormState } | null> {
  const kept = await keptAnswer()
  if (!kept) return null
  const { step, refusal, done, typed } = kept
  if (!refusal) return { step, state: done ? { done: t(`signIn.${done}`) } : {} }
  // The cookie is the browser's: a sentence that we do not have is none.
  const known = t.has(`refusals.${refusal.code}`)
  return { step, state: known ? refused(refusal, Object.entries(typed), t) : {} }
}
