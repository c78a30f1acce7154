import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import { afterAll, expect } from 'vitest'

/** Where it is written down which functions a file of tests comes to, while that is being found out. */
const report = process.env.SEEN_BY_TESTS

if (report) {
  const began = Date.now()
  const seen = new Set<string>()
  Object.assign(globalThis, { seenByTests: (mark: string) => seen.add(mark) })
  afterAll(() => {
    const file = relative(process.cwd(), expect.getState().testPath!)
    appendFileSync(report, `${JSON.stringify({ file, took: Date.now() - began, seen: [...seen] })}\n`)
  })
}
