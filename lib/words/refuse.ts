import type { Refusal, Refused } from '@/lib/kernel/result'
import type { Given, Key } from './translator'

type Sentence<Code extends string> = Extract<Key, `refusals.${Code}`>

/** A refusal's code is the key of its sentence: a code without a sentence does not compile. */
export type RefusalCode = Key extends infer K ? (K extends `refusals.${infer Code}` ? Code : never) : never

/** Codes whose sentences are to be given nothing. */
export type SimpleRefusalCode = {
  [Code in RefusalCode]: keyof Given<Sentence<Code>> extends never ? Code : never
}[RefusalCode]

/** Whatever else is to be said of a refusal: what its sentence needs is asked for, and nothing else taken. */
type About<Code extends RefusalCode> = keyof Given<Sentence<Code>> extends never
  ? [about?: Omit<Refusal, 'code' | 'values'>]
  : [about: Omit<Refusal, 'code' | 'values'> & { values: Given<Sentence<Code>> }]

/** Refuses with a sentence, beside `field` if one is given. */
export const refuse = <Code extends RefusalCode>(
  code: Code,
  ...[about]: About<Code>
): Refused<RefusalCode> => ({ ok: false, refusal: { code, ...(about as Omit<Refusal, 'code'>) } })

const isCode = (message: string): message is RefusalCode => /^[a-z]+\.[a-z_]+$/.test(message)

/** Refuses with all that is wrong, one sentence for each field. There is something. */
export function refuseAll([first, ...more]: readonly Refusal[]): Refused {
  const fields = new Set([first!.field])
  const also = more.filter(({ field }) => !fields.has(field) && fields.add(field))
  return { ok: false, refusal: { ...first!, ...(also.length > 0 && { also }) } }
}

/** Refuses what a schema does not take: messages of schemas are codes. What is said is the first thing wrong with each field. */
export function refuseUnreadable(
  issues: readonly { message: string; path: readonly PropertyKey[] }[],
): Refused {
  const all = issues.map(({ message, path }): Refusal => {
    const code = isCode(message) ? message : 'web.unreadable'
    return { code, field: String(path[0] ?? '') }
  })
  const [first = { code: 'web.unreadable', field: '' }, ...more] = all
  // What no sentence was written for is nothing that somebody typed.
  return refuseAll([first, ...more.filter(({ code }) => code !== 'web.unreadable')])
}
