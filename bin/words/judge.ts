import { argumentsOf, described } from './arguments'
import type { Translation } from './po'

export type Verdict = {
  /** What is wrong, a sentence each: where there is anything, nothing is taken over. */
  wrong: string[]
  /** What is taken over. */
  taken: Map<string, string>
  /** Keys that the file has and the portal does not. */
  unknown: string[]
  /** Keys that the portal has and the file does not, or not translated. */
  missing: string[]
  /** Keys whose English sentence has changed since the file was written: translate them anew. */
  outdated: string[]
  /** Keys that the translator has marked as unsure. */
  unsure: string[]
}

/** What is wrong with a translation, or null. It is given what the English sentence is given: names and kinds. */
function problem(english: string, said: string): string | null {
  try {
    const [asked, given] = [english, said].map((sentence) => described(argumentsOf(sentence)))
    return asked === given ? null : `is to be given ${asked}, and the translation asks for ${given}`
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`
  }
}

/** Compares a translator's file with the English sentences of today. */
export function judge(translations: readonly Translation[], english: ReadonlyMap<string, string>): Verdict {
  const verdict: Verdict = { wrong: [], taken: new Map(), unknown: [], missing: [], outdated: [], unsure: [] }
  const found = new Set<string>()
  for (const { key, english: from, said, unsure } of translations) {
    const now = english.get(key)
    if (now === undefined) {
      verdict.unknown.push(key)
      continue
    }
    if (found.has(key)) verdict.wrong.push(`${key} stands in the file twice`)
    if (said.trim() === '') continue
    found.add(key)
    if (from !== now) verdict.outdated.push(key)
    else if (unsure) verdict.unsure.push(key)
    else {
      const wrong = problem(now, said)
      if (wrong) verdict.wrong.push(`${key} ${wrong}`)
      else verdict.taken.set(key, said)
    }
  }
  verdict.missing = [...english.keys()].filter((key) => !found.has(key))
  return verdict
}
