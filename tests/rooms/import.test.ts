import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileSource, UnreadableFile } from '@/lib/infra/records'
import { importFile } from '@/lib/intake/import-file'
import { LINE_FILE } from '@/lib/subscriptions/files/line-file'
import { useContext } from '../support/context'
import { aCompany, aMobile } from '../support/people'

const context = useContext()
const folder = mkdtempSync(join(tmpdir(), 'import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (content: string | Buffer) => {
  const path = join(folder, 'lines.csv')
  writeFileSync(path, content)
  return path
}
const importLines = (path: string, options = {}) => importFile(fileSource(path), LINE_FILE, context, options)
const count = (companyId: string) => context.db.subscription.count({ where: { companyId } })

test('a file is taken over whole, and the same again changes nothing', async () => {
  const { slug, admin } = await aCompany(context)
  const numbers = Array.from({ length: 4_500 }, () => aMobile())
  const path = file(
    `﻿company;number;holder;costCentre\r\n${numbers.map((number, n) => `${slug};06 ${number};"Kő, ""Ö"" ${n}";C${n % 7}`).join('\r\n')}\r\n`,
  )
  const dry = await importLines(path, { dry: true })
  expect(dry).toEqual({ rows: 4_500, problems: [], counts: { added: 4_500, changed: 0, moved: 0 } })
  expect(await count(admin.company.id)).toBe(0)
  const done = await importLines(path)
  expect(done.counts).toEqual({ added: 4_500, changed: 0, moved: 0 })
  expect((await importLines(path)).counts).toEqual({ added: 0, changed: 0, moved: 0 })
  const one = await context.db.subscription.findFirstOrThrow({ where: { msisdn: `+36${numbers[3]}` } })
  expect(one.holder).toBe('Kő, "Ö" 3')
  expect(await context.db.costCentre.count({ where: { companyId: admin.company.id } })).toBe(7)
})

test('every wrong row is told with its line and reason, and nothing is taken over', async () => {
  const { slug, admin } = await aCompany(context)
  const good = aMobile()
  const path = file(
    [
      'company,number,kind,status,holder,iccid,email',
      `${slug},${good},,,,,`,
      `${slug},${good},,,,,`,
      `nobody,${aMobile()},,,,,`,
      `${slug},1234,,,,,`,
      `${slug},06 1 447 4444,mobile,,,,`,
      `${slug},${aMobile()},carrier pigeon,,,,`,
      `${slug},${aMobile()},,sleeping,,,`,
      `${slug},${aMobile()},,,=1+1,,`,
      `${slug},${aMobile()},,,,12345,`,
      `${slug},${aMobile()},,,,,not an address`,
      '',
    ].join('\n'),
  )
  const { problems, counts } = await importLines(path)
  expect(counts).toBeNull()
  expect(problems.map(({ row, code }) => [row, code.replace('subscriptions.', '')])).toEqual([
    [3, 'number_twice'],
    [4, 'no_company'],
    [5, 'not_mobile'],
    [6, 'not_mobile'],
    [7, 'kind_unknown'],
    [8, 'status_unknown'],
    [9, 'cell_formula'],
    [10, 'iccid_unreadable'],
    [11, 'email_unreadable'],
  ])
  expect(await count(admin.company.id)).toBe(0)
})

test('what is no CSV of lines says so: encoding, columns, endless records, broken quotes', async () => {
  const why = async (content: string | Buffer) => {
    try {
      await importLines(file(content))
      return 'read'
    } catch (error) {
      return error instanceof UnreadableFile ? error.why : String(error)
    }
  }
  expect(await why(Buffer.from('company,number\nacme,K\xf5v\xe1ri\n', 'latin1'))).toBe('encoding')
  expect(await why('number,holder\n301234567,x\n')).toBe('columns')
  expect(await why('company,number,iq\nacme,301234567,9\n')).toBe('columns')
  expect(await why('company,number,a,b\n')).toBe('columns')
  expect(await why(`company,number\nacme,"${'x'.repeat(3_000_000)}\n`)).toBe('record_too_long')
  expect(await why('company,number\nacme,"30"1234567\n')).toBe('quotes')
  expect(await why('')).toBe('columns')
})
