import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files } from '../support/files'

/** What may be done with a name alone: sorting and searching by it, comparing it, one's own. */
const COMPARED = /COLLATE|ILIKE|=|\)?\s*AS "fullName"/

test('no query hands out a person’s name without the account', () => {
  const problems: string[] = []
  for (const file of files('lib', /\.ts$/)) {
    const text = readFileSync(file, 'utf8')
    for (const [, alias] of text.matchAll(/"user" (?:AS )?([a-z])\b/g)) {
      const withAccount = new RegExp(`\\b${alias}\\.login\\b`).test(text)
      for (const { index } of text.matchAll(new RegExp(`\\b${alias}\\.name\\b`, 'g')))
        if (
          !withAccount &&
          !COMPARED.test(text.slice(index - 12, index + 24)) &&
          // An order of a list (lib/infra/keyset.ts).
          !text.slice(0, index).endsWith('byName(Prisma.sql`')
        )
          problems.push(`${file} ${alias}.name`)
    }
  }
  expect(problems).toEqual([])
})
