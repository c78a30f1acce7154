import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KEY_HOLDERS } from '@/lib/identity/secrets/data-key'
import { files } from '../support/files'

/** A key's own check value: it goes with the key. */
const CHECK_VALUE = 'data_key.sealed'

test('every column that needs a key of DATA_KEY is asked before an old key goes', () => {
  const columns = files('prisma/schema', /\.prisma$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, name, body]) => {
      const table = /@@map\("(\w+)"\)/.exec(body!)?.[1] ?? name!
      return [...body!.matchAll(/^ {2}(\w+) +\w+.*$/gm)]
        .map(([line, field]) => /@map\("(\w+)"\)/.exec(line.replace('@@', ''))?.[1] ?? field!)
        .filter((column) => /(^|_)key_id$|sealed/i.test(column))
        .map((column) => `${table}.${column}`)
    }),
  )
  expect(columns.length).toBeGreaterThan(6)
  const asked = KEY_HOLDERS.map(({ table, column }) => `${table}.${column}`)
  expect([...asked, CHECK_VALUE].sort()).toEqual(columns.sort())
})
