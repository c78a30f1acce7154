// npm run import:aside -- list|dismiss: rows of deliveries that did not fit and wait to be mended (docs/import.md).
import { dismissSetAside } from '@/lib/files/dismiss-set-aside'
import { listSetAside } from '@/lib/intake/set-aside'
import type { SimpleRefusalCode } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import { wholeNumber } from '../lib/arguments.mjs'
import { refused } from '../lib/refused'
import { Problem } from '../lib/say.mjs'
import { oneOf, task } from '../lib/task'

const USAGE = {
  list: 'npm run import:aside -- list',
  dismiss: 'npm run import:aside -- dismiss <file, as its SHA-256 begins> [--row <number>]',
}
const t = translator('en')

/** Files with their rows: number, field, reason, and what it is about. Exit code 1 while there are any. */
const list = task({ usage: USAGE.list }, async (_given, open) => {
  const { rows, total } = await listSetAside(await open())
  let file = ''
  for (const { sha256, at, ...row } of rows) {
    if (file !== sha256)
      console.log(`${row.file}, taken ${at.toISOString().slice(0, 16)}Z, ${sha256.slice(0, 12)}`)
    file = sha256
    const about = [row.unit, row.along > 0 && `${row.along} more rows with it`].filter(Boolean).join('; ')
    const where = `  row ${row.row}${row.field ? `, ${row.field}` : ''}`
    console.log(`${where}: ${t(`refusals.${row.code as SimpleRefusalCode}`)}${about && ` (${about})`}`)
  }
  if (total > rows.length) console.log(`… and ${total - rows.length} more.`)
  console.log(total === 0 ? 'Nothing is set aside.' : `${total} rows are set aside until they are mended.`)
  return total === 0 ? 0 : 1
})

const dismiss = task(
  { usage: USAGE.dismiss, options: { row: { type: 'string' } }, positionals: [1, 1] },
  async ({ positionals: [file = ''], values }, open) => {
    if (!/^[0-9a-f]{8,64}$/i.test(file))
      throw new Problem(
        `“${file}” is not how a SHA-256 begins: 8 hexadecimal digits or more, as list shows them.`,
      )
    const row = values.row === undefined ? null : wholeNumber('row', values.row, [1, 2_147_483_647])
    const dismissed = await dismissSetAside({ file, row }, await open())
    if (!dismissed.ok) return refused(dismissed.refusal)
    console.log(`${dismissed.value} rows are no longer set aside.`)
    return 0
  },
)

export default oneOf(Object.values(USAGE).join('\n'), { list, dismiss })
