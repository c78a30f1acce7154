// npm run demo:generate -- --lines 100000 [--company bigco] [--seed 1] [--months 18] [--usage-months 2]
// [--per-day 2] [--out folder]: writes the files of a made-up company, the same for the same numbers, as the
// operator's systems would deliver them; npm run import takes them over.
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { env } from '@/lib/infra/env'
import { companyFiles } from '@/prisma/seed/company/files'

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000' },
    company: { type: 'string', default: 'acme' },
    seed: { type: 'string', default: '1' },
    months: { type: 'string', default: '18' },
    'usage-months': { type: 'string', default: '2' },
    'per-day': { type: 'string', default: '1' },
    out: { type: 'string', default: 'generated' },
  },
})
const files = companyFiles({
  slug: values.company,
  market: env().MARKET,
  seed: Number(values.seed),
  lines: Number(values.lines),
  months: Number(values.months),
  until: new Date(),
  usage: { months: Number(values['usage-months']), perDay: Number(values['per-day']) },
})
mkdirSync(values.out, { recursive: true })
for (const [name, text] of Object.entries(files)) {
  const file = createWriteStream(join(values.out, name))
  for (const part of text()) if (!file.write(part)) await once(file, 'drain')
  file.end()
  await finished(file)
  console.log(join(values.out, name))
}
console.log(
  `\nnpm run import -- ${values.out}   takes them over; the company ${values.company} must be there.`,
)
process.exit(0)
