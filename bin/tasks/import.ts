// npm run import -- <folder> [--dry-run]: takes over what the operator's systems have written into a folder
// (docs/import.md). Everything or nothing of a file; every problem with its row and reason. Files that were taken
// over before are not read again, so a folder goes on where it was left.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deliverFile } from '@/lib/files/deliver-file'
import { fileKindOf, kindsInOrder, strangeFiles } from '@/lib/files/file-kinds'
import type { Context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { fileSource, UnreadableFile } from '@/lib/infra/records'
import { Busy } from '@/lib/intake/import-file'
import { takenBefore } from '@/lib/intake/taken-before'
import type { SimpleRefusalCode } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import { Problem } from '../lib/say.mjs'
import { task } from '../lib/task'

const t = translator('en')

export default task(
  {
    usage: 'npm run import -- <folder> [--dry-run]',
    options: { 'dry-run': { type: 'boolean', default: false } },
    positionals: [1, 1],
  },
  async ({ positionals: [folder = ''], values: { 'dry-run': dry } }, open) => {
    if (!existsSync(folder)) throw new Problem(`There is no folder ${folder}.`)
    const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [] : entry.name,
    )
    const files = kindsInOrder(names)
    // A payments.xlsx that nobody reads is a night without payments.
    const strange = strangeFiles(names)
    for (const name of strange)
      console.log(`${name}: not read, since no name of a file in docs/import.md is like it.`)
    if (files.length === 0) throw new Problem(`There is nothing in ${folder} that docs/import.md names.`)
    const context = await open()
    const pathOf = (name: string) => join(folder, name)
    const before = await takenBefore(
      files.map((name) => ({ name, kind: fileKindOf(name)!, open: () => fileSource(pathOf(name)) })),
      context,
    )
    let failed = false
    for (const name of files) {
      if (before.has(name)) {
        console.log(`${name}: taken over before, nothing new.`)
        continue
      }
      const taken = await take(name, pathOf(name), dry, context)
      failed ||= !taken
      // What comes after needs what was not taken over; a dry run tries each by itself.
      if (failed && !dry) break
    }
    return failed || strange.length > 0 ? 1 : 0
  },
)

/** How much of a file is read. */
function bar(part: number): string {
  const full = Math.min(20, Math.round(part * 20))
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)} ${String(Math.round(Math.min(1, part) * 100)).padStart(3)} %`
}

async function take(name: string, path: string, dry: boolean, context: Context): Promise<boolean> {
  const whole = statSync(path).size
  let read = 0
  const file = fileSource(path)
  const source = {
    ...file,
    bytes: (async function* () {
      for await (const chunk of file.bytes) {
        read += chunk.length
        yield chunk
      }
    })(),
  }
  const onProgress = (rows: number) => process.stdout.write(`\r${bar(read / whole)} ${name}  ${rows} rows `)
  try {
    const kind = fileKindOf(name)!
    const { rows, problems, counts, setAside, mended } = await deliverFile(
      source,
      kind,
      { key: null },
      context,
      {
        dry,
        setAside: env().IMPORT_SET_ASIDE,
        onProgress,
      },
    )
    process.stdout.write(`\r${' '.repeat(79)}\r`)
    for (const { row, code, field } of problems)
      console.log(
        `${name} row ${row}${field ? `, ${field}` : ''}: ${t(`refusals.${code as SimpleRefusalCode}`)}`,
      )
    if (!counts) {
      console.log(`\n${name}: ${problems.length} problems in ${rows} rows: nothing was taken over.`)
      return false
    }
    const what = Object.entries(counts).map(([key, count]) => `${count} ${key}`)
    if (setAside) what.push(`${setAside} set aside until they are mended (npm run import:aside)`)
    if (mended) what.push(`${mended} that were set aside before mended`)
    console.log(`${name}: ${rows} rows, ${what.join(', ')}${dry ? ', and undone (dry run)' : ''}.`)
    return true
  } catch (error) {
    if (error instanceof Busy) {
      console.log(`\n${name}: ${error.message}. Nothing was taken over.`)
      return false
    }
    if (!(error instanceof UnreadableFile)) throw error
    console.log(`\n${name}, row ${error.row}: ${t(`refusals.files.${error.why}`)} Nothing was taken over.`)
    return false
  }
}
