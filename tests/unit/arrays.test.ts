import { expect, test } from 'vitest'
import { arrayText, uuids } from '@/lib/infra/arrays'

const ID = '0190a5a0-0000-7000-8000-000000000000'

test('values are written as PostgreSQL reads an array of them', () => {
  for (const [values, text] of [
    [[], '{}'],
    [[null], '{NULL}'],
    [[ID, null, ID], `{${ID},NULL,${ID}}`],
    [[0, 1, -2], '{0,1,-2}'],
    [[true, false], '{true,false}'],
    [['line:view', 'fleet_manager', null], '{line:view,fleet_manager,NULL}'],
    [['2026-11-26T18:48:00.123Z', '2026-11-26T18:48:00+01:00'], null],
  ] as const)
    expect(arrayText(values)).toBe(text ?? `{${values.join(',')}}`)
})

test('what would need quotes is never written', () => {
  for (const value of ['a b', 'a"b', "a'b", 'a\\b', 'a\nb', 'á', 'a;b', '(a)', '$1', 'a{b', 'a}b', 'a,b'])
    expect(() => arrayText([ID, value]), value).toThrow('quotes')
  // An empty text, and the word for none.
  for (const value of ['', 'null', 'NULL']) expect(() => arrayText([value]), value).toThrow('quotes')
})

test('ids are one value, and one list is written once', () => {
  const ids = [ID, ID]
  expect(uuids(ids).values).toEqual([`{${ID},${ID}}`])
  expect(uuids(ids).text).toBe('$1::uuid[]')
  expect(uuids(ids).values[0]).toBe(uuids(ids).values[0])
})
