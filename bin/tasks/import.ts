// npm run import -- <folder> [--dry-run]: takes over what the operator's systems have written into a folder
// (docs/import.md). Everything or nothing of a file; every problem with its row and reason.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UnreadableCsv } from '@/lib/infra/csv'
import { connection } from '@/lib/infra/db'
import { world } from '@/lib/infra/world'
import { importLines } from '@/lib/subscriptions/import-lines'
import { translator } from '@/lib/words/translator'

const [folder, ...flags] = process.argv.slice(2)
const dry = flags.includes('--dry-run')
if (!folder || flags.some((flag) => flag !== '--dry-run')) {
  console.error('npm run import -- <folder> [--dry-run]')
  process.exit(2)
}
const t = translator('en')
const path = join(folder, 'lines.csv')
if (!existsSync(path)) {
  console.error(`There is no lines.csv in ${folder}.`)
  process.exit(2)
}

const onProgress = (rows: number) => process.stdout.write(`\rlines.csv  ${rows} rows `)
let failed = true
try {
  const { rows, problems, delivered } = await importLines(path, world(), { dry, onProgress })
  process.stdout.write('\r')
  for (const { row, code, field } of problems)
    console.log(`row ${row}${field ? `, ${field}` : ''}: ${t(`refusals.${code}` as never)}`)
  failed = problems.length > 0
  if (failed) console.log(`\n${problems.length} problems in ${rows} rows: nothing was taken over.`)
  else if (!delivered) console.log(`lines.csv  ${rows} rows, all right. Nothing was taken over (dry run).`)
  else {
    const { added, changed, moved } = delivered
    console.log(`lines.csv  ${rows} rows: ${added} added, ${changed} changed, ${moved} moved away.`)
  }
} catch (error) {
  if (!(error instanceof UnreadableCsv)) throw error
  console.log(`\nlines.csv, row ${error.row}: ${t(`refusals.csv.${error.why}`)} Nothing was taken over.`)
}
await connection().close()
process.exit(failed ? 1 : 0)
