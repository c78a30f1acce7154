// npm run demo:generate -- --lines 100000 [--company bigco] [--seed 1] [--months 18] [--usage-months 2]
// [--per-day 2] [--out folder]: writes the files of a made-up company, the same for the same numbers, as the
// operator's systems would deliver them; npm run import takes them over.
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { env } from '@/lib/infra/env'
import { companyFiles } from '@/prisma/seed/company/files'
import { wholeNumber } from '../lib/arguments.mjs'
import { task } from '../lib/task'

export default task(
  {
    usage:
      'npm run demo:generate -- [--lines 1000] [--company acme] [--seed 1] [--months 18] [--usage-months 2] [--per-day 1] [--out generated]',
    options: {
      lines: { type: 'string', default: '1000' },
      company: { type: 'string', default: 'acme' },
      seed: { type: 'string', default: '1' },
      months: { type: 'string', default: '18' },
      'usage-months': { type: 'string', default: '2' },
      'per-day': { type: 'string', default: '1' },
      out: { type: 'string', default: 'generated' },
    },
  },
  // Only writes files: no database is opened.
  async ({ values }) => {
    const number = (name: keyof typeof values, least: number, most: number) =>
      wholeNumber(name, values[name], [least, most])
    const files = companyFiles({
      slug: values.company,
      market: env().MARKET,
      seed: number('seed', 0, 999_999_999),
      lines: number('lines', 1, 10_000_000),
      months: number('months', 0, 120),
      until: new Date(),
      usage: { months: number('usage-months', 0, 120), perDay: number('per-day', 0, 1_000) },
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
    return 0
  },
)
