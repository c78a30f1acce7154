import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files } from '../support/files'

const ONE_LIST = 'components/ui/list/'
/** Tables that are none of rows to be read: why. This only ever gets shorter. */
const TABLES: Record<string, string> = {
  'components/grants/matrix.tsx': 'a form: its cells are boxes that belong to a row and a column',
  'components/ui/bar-chart.tsx': 'the figures of a chart, folded under it',
}

const markup = ['app', 'components'].flatMap((folder) => files(folder, /\.tsx$/))
const holding = (pattern: RegExp) =>
  markup.filter((file) => !file.startsWith(ONE_LIST) && pattern.test(readFileSync(file, 'utf8')))

test('there is one list: a table is written in components/ui/list and nowhere else', () => {
  expect(files(ONE_LIST.slice(0, -1), /\.tsx$/).length).toBeGreaterThan(1)
  expect(holding(/<table\b/).sort()).toEqual(Object.keys(TABLES).sort())
})
