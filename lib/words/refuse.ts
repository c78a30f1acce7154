import type { Refusal, Refused } from '@/lib/kernel/result'
import type en from './en'

/** A refusal's code is the key of its sentence: a code without a sentence does not compile. */
export type RefusalCode = {
  [Room in keyof typeof en.refusals]: `${Room}.${keyof (typeof en.refusals)[Room] & string}`
}[keyof typeof en.refusals]

/** Refuses with a sentence, beside `field` if one is given. */
export const refuse = (code: RefusalCode, about: Omit<Refusal, 'code'> = {}): Refused<RefusalCode> => ({
  ok: false,
  refusal: { code, ...about },
})

const isCode = (message: string): message is RefusalCode => /^[a-z]+\.[a-z_]+$/.test(message)

/** Refuses what a schema does not take: messages of schemas are codes. */
export function refuseUnreadable(
  issues: readonly { message: string; path: readonly PropertyKey[] }[],
): Refused<RefusalCode> {
  const [issue] = issues
  const code = issue && isCode(issue.message) ? issue.message : 'web.unreadable'
  return refuse(code, { field: String(issue?.path[0] ?? '') })
}
