import { newTests, type TestMap, testsFor } from './map'
import type { Mutant } from './mutants'
import type { Outcome, Scratch } from './scratch'

/** `noticed`: a test failed · `survived`: none did · `late`: they did not end in time · `broken`: the code cannot be loaded, or the database cannot read it: no fault that somebody makes unseen · `unreached`: no test comes there. */
export type Verdict = 'noticed' | 'survived' | 'late' | 'broken' | 'unreached'
export type Tried = Mutant & { verdict: Verdict; by: string; ran: number; of: number; took: number }

/** The quickest tests run first, together so long; most faults are noticed by one of them (ms). */
const FIRST = 25_000
const UNREADABLE = /syntax error at or near|Transform failed|PARSE_ERROR/

/** Puts one fault into the copy, runs the tests that could notice it, at most so long, and takes it out again. */
export async function tryMutant(
  mutant: Mutant,
  map: TestMap,
  scratch: Scratch,
  longest: number,
): Promise<Tried> {
  const began = Date.now()
  const newer = newTests(map)
  const could = [...new Set([...newer, ...testsFor(map, mutant.file, mutant.within)])]
  const result = (verdict: Verdict, by: string, ran: number): Tried => ({
    ...mutant,
    ...{ verdict, by, ran, of: could.length, took: Date.now() - began },
  })
  if (could.length === 0) return result('unreached', '', 0)
  scratch.write(mutant.file, mutant.text)
  try {
    let ran = 0
    for (const files of inTurns(could, map, longest)) {
      ran += files.length
      const outcome = await scratch.test(files, longest + began - Date.now() + 5_000)
      const failed = failureOf(outcome)
      if (failed)
        return result(UNREADABLE.test(failed.why) || failed.none ? 'broken' : 'noticed', failed.name, ran)
      if (outcome.late) return result('late', '', ran)
    }
    return result('survived', '', ran)
  } finally {
    scratch.copy(mutant.file)
  }
}

/** The quickest by themselves, then as many of the others as the time allows. */
function inTurns(files: readonly string[], map: TestMap, longest: number): string[][] {
  const turns: string[][] = [[], []]
  let sum = 0
  for (const file of files) {
    sum += map.tests[file]?.took ?? 0
    // Two at once.
    if (sum < longest * 1.6) turns[sum < FIRST ? 0 : 1]!.push(file)
  }
  return turns.filter((turn) => turn.length > 0)
}

function failureOf({ code, report, late, output }: Outcome) {
  if (code === 0 || (late && !report)) return null
  for (const { name, assertionResults, message, status } of report?.testResults ?? []) {
    const test = assertionResults.find((one) => one.status === 'failed')
    const file = name.replace(/^.*\/(tests\/)/, '$1')
    if (test) return { name: `${file} > ${test.fullName}`, why: test.failureMessages.join('\n'), none: false }
    if (status === 'failed') return { name: file, why: message, none: assertionResults.length === 0 }
  }
  return { name: output.slice(-300), why: output, none: false }
}
