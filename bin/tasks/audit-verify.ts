// npm run audit:verify: recomputes every company's chain; exit code 1 when one is broken. The printed
// heads can be kept elsewhere: a chain rewritten from the start has another head.
import { verifyAudit } from '@/lib/audit/verify'
import { connection } from '@/lib/infra/db'

let broken = 0
for await (const { slug, companyId, entries, head, problem } of verifyAudit(connection().db)) {
  if (problem) broken += 1
  console.log(
    `${problem ? 'BROKEN' : 'whole '}  ${slug ?? companyId}  ${entries} entries  ${problem ?? head}`,
  )
}
console.log(broken ? `\n${broken} broken.` : '\nEvery chain is whole.')
await connection().close()
process.exit(broken ? 1 : 0)
