// npm run audit:verify [-- --anchors <file>]: recomputes every company's chain and holds it against the heads that were kept
// outside (AUDIT_ANCHOR, or the file that is named: a log or a mail will do). Exit code 1 when something is broken.
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { anchorProblems } from '@/lib/audit/anchors'
import { verifyAudit } from '@/lib/audit/verify'
import { env } from '@/lib/infra/env'
import { anchorTarget } from '@/lib/kernel/anchor-target'
import { Problem } from '../lib/say.mjs'
import { task } from '../lib/task'

export default task(
  { usage: 'npm run audit:verify [-- --anchors <file>]', options: { anchors: { type: 'string' } } },
  async ({ values: { anchors: named } }, open) => {
    if (named && !existsSync(named)) throw new Problem(`There is no file ${named}.`)
    const context = await open()
    let broken = 0
    for await (const { companyId, entries, head, problem } of verifyAudit(context.db)) {
      if (problem) broken += 1
      const company = await context.db.company.findUnique({
        where: { id: companyId },
        select: { slug: true },
      })
      console.log(
        `${problem ? 'BROKEN' : 'whole '}  ${company?.slug ?? companyId}  ${entries} entries  ${problem ?? head}`,
      )
    }
    let held = 0
    for (const file of named ? [named] : keptHeads())
      for await (const lines of inParts(createInterface({ input: createReadStream(file) }))) {
        const found = await anchorProblems(lines, context)
        held += found.held
        broken += found.problems.length
        for (const problem of found.problems) console.log(`BROKEN  ${problem}`)
      }
    console.log(
      `\n${held} kept heads compared${held > 0 ? '' : ': without any, a chain rewritten from its start looks whole'}.`,
    )
    console.log(broken ? `${broken} broken.` : 'Every chain is whole.')
    return broken ? 1 : 0
  },
)

/** The files among the targets that are there. */
const keptHeads = () =>
  env()
    .AUDIT_ANCHOR.map(anchorTarget)
    .flatMap((target) => (target.kind === 'file' && existsSync(target.path) ? [target.path] : []))

/** Some thousand lines at a time: years of them are compared, and not one by one. */
async function* inParts(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let part: string[] = []
  for await (const line of lines)
    if (part.push(line) === 5_000) {
      yield part
      part = []
    }
  yield part
}
