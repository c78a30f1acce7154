import { expect, test } from 'vitest'
import { readArguments, wholeNumber } from '@/bin/lib/arguments.mjs'

const FORM = {
  usage: 'the usage',
  options: { companies: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  positionals: [1, 2],
} as const
const read = (args: string[], environment = {}) => readArguments(args, FORM, environment)

test('what is given is read, with what it is when it is not', () => {
  expect(read(['folder', '--companies', 'acme,bigco']).values).toEqual({
    companies: 'acme,bigco',
    'dry-run': false,
  })
  expect(read(['--dry-run', 'folder', '--companies=acme', 'more'])).toMatchObject({
    values: { companies: 'acme', 'dry-run': true },
    positionals: ['folder', 'more'],
  })
  expect(read(['--', '--folder']).positionals).toEqual(['--folder'])
})

test.each([
  [['a', '--companies', ''], '--companies is empty.'],
  [['a', '--companies='], '--companies is empty.'],
  [['a', '--companies', ' '], '--companies is empty.'],
  [['a', '--companies'], "Option '--companies <value>' argument missing."],
  [['a', '--companies', '--dry-run'], "Option '--companies' argument is ambiguous."],
  [['a', '--companies', 'x', '--companies', 'y'], '--companies is given twice.'],
  [['a', '--dry-run', '--dry-run'], '--dry-run is given twice.'],
  [['a', '--dry-run=no'], "Option '--dry-run' does not take an argument."],
  [['a', '--dry'], "Unknown option '--dry'."],
  [['a', '--no-dry-run'], "Unknown option '--no-dry-run'."],
  [['a', '-n'], "Unknown option '-n'."],
  [['a', ''], 'An argument is empty.'],
  [[], 'Something is missing.'],
  [['a', 'b', 'c'], 'c is one too many.'],
])('%j is refused', (args, sentence) => {
  expect(() => read(args)).toThrow(`${sentence}\nthe usage`)
})

test('what npm took for an option of its own is not passed over', () => {
  const environment = { npm_config_dry_run: 'true', npm_config_cache: '/somewhere' }
  expect(() => read(['folder'], environment)).toThrow(/^npm took --dry-run for an option of its own/)
})

test('a number is whole and in its range', () => {
  expect(wholeNumber('days', '0', [0, 90])).toBe(0)
  for (const wrong of ['', '-1', '91', '1.5', '1e1', 'seven', '0x10', '9999999999'])
    expect(() => wholeNumber('days', wrong, [0, 90]), wrong).toThrow(/is no whole number from 0 to 90/)
})
