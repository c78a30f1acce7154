import { expect, test } from 'vitest'
import { fileKindOf, kindsInOrder } from '@/lib/files/file-kinds'
import type { Source } from '@/lib/infra/records'
import { importFile } from '@/lib/intake/import-file'
import { takenBefore } from '@/lib/intake/taken-before'
import { useContext } from '../support/context'
import { aCompany, aMobile } from '../support/people'

const context = useContext()
const source = (name: string, text: string): Source => ({
  name,
  format: 'csv',
  bytes: (async function* () {
    yield Buffer.from(text)
  })(),
})

/** Names of files, and the tariff that each says of a line. */
type Folder = Record<string, string>

test.each<[string, Folder[], string[][], string]>([
  ['one file', [{ 'lines.csv': 'a' }], [['lines.csv']], 'a'],
  ['the same again', [{ 'lines.csv': 'a' }, { 'lines.csv': 'a' }], [['lines.csv'], []], 'a'],
  [
    'one that goes back to what it said',
    [{ 'lines.csv': 'a' }, { 'lines.csv': 'b' }, { 'lines.csv': 'a' }],
    [['lines.csv'], ['lines.csv'], ['lines.csv']],
    'a',
  ],
  [
    'a dated one that says what an older one said',
    [
      { 'lines-1.csv': 'a' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a' },
    ],
    [['lines-1.csv'], ['lines-2.csv'], ['lines-3.csv']],
    'a',
  ],
  [
    'all of them at once, and again',
    [
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a' },
    ],
    [['lines-1.csv', 'lines-2.csv', 'lines-3.csv'], []],
    'a',
  ],
  [
    'and then another day',
    [
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a', 'lines-4.csv': 'b' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'a', 'lines-4.csv': 'b' },
    ],
    [['lines-1.csv', 'lines-2.csv', 'lines-3.csv'], ['lines-4.csv'], []],
    'b',
  ],
  [
    'an old one that was mended: those after it count',
    [
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b' },
      { 'lines-1.csv': 'c', 'lines-2.csv': 'b' },
    ],
    [
      ['lines-1.csv', 'lines-2.csv'],
      ['lines-1.csv', 'lines-2.csv'],
    ],
    'b',
  ],
  ['one that was renamed', [{ 'lines-1.csv': 'a' }, { 'lines-2.csv': 'a' }], [['lines-1.csv'], []], 'a'],
  [
    'the oldest are gone',
    [
      { 'lines-1.csv': 'a', 'lines-2.csv': 'b' },
      { 'lines-2.csv': 'b', 'lines-3.csv': 'a' },
    ],
    [['lines-1.csv', 'lines-2.csv'], ['lines-3.csv']],
    'a',
  ],
  [
    'half of them were taken',
    [{ 'lines-1.csv': 'a' }, { 'lines-1.csv': 'a', 'lines-2.csv': 'b', 'lines-3.csv': 'c' }],
    [['lines-1.csv'], ['lines-2.csv', 'lines-3.csv']],
    'c',
  ],
  [
    'those that were taken are gone',
    [{ 'lines-1.csv': 'a' }, { 'lines-2.csv': 'b' }, { 'lines-3.csv': 'a' }, { 'lines-3.csv': 'a' }],
    [['lines-1.csv'], ['lines-2.csv'], ['lines-3.csv'], []],
    'a',
  ],
  [
    'one came another way',
    [
      { 'lines-1.csv': 'a' },
      { 'night/lines.csv': 'b' },
      { 'lines-1.csv': 'a' },
      { 'lines-1.csv': 'a', 'lines-2.csv': 'a' },
    ],
    [['lines-1.csv'], ['night/lines.csv'], [], ['lines-2.csv']],
    'a',
  ],
])('of files that say how lines stand the last one counts: %s', async (_, folders, expected, tariff) => {
  const { slug } = await aCompany(context)
  const number = aMobile()
  const read: string[][] = []
  for (const folder of folders) {
    context.pass(60_000)
    const open = (name: string) => source(name, `company,number,tariff\n${slug},${number},${folder[name]}\n`)
    const found = kindsInOrder(Object.keys(folder))
    // What is delivered over HTTP has a name of its sender's.
    const names = found.length > 0 ? found : Object.keys(folder)
    const kindOf = (name: string) => fileKindOf(name.split('/').at(-1)!)!
    const files = names.map((name) => ({ name, kind: kindOf(name), open: () => open(name) }))
    const before = await takenBefore(files, context)
    const fresh = names.filter((name) => !before.has(name))
    for (const name of fresh) {
      context.pass(1_000)
      expect((await importFile(open(name), kindOf(name), context)).problems).toEqual([])
    }
    read.push(fresh)
  }
  expect(read).toEqual(expected)
  const line = await context.db.subscription.findFirst({ where: { msisdn: `+36${number}` } })
  expect(line?.tariff).toBe(tariff)
})
