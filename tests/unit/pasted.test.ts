import { describe, expect, test } from 'vitest'
import { stopContactChangeInput } from '@/lib/company/schema'
import {
  beginCompanySignInInput,
  beginSignInInput,
  enterBackupCodeInput,
  enterCodeInput,
} from '@/lib/identity/schema'
import { asCode, asSecret, asTyped, withoutBlanks } from '@/lib/kernel/pasted'
import { MARKETS } from '@/lib/market/market'
import { readMobileNumber } from '@/lib/market/phone-number'
import { readSignInName } from '@/lib/market/sign-in-name'

/** What comes along when something is copied: from mails, address books, messages and web pages. */
const ALONG: [string, (text: string) => string][] = [
  ['nothing', (text) => text],
  ['a blank before', (text) => ` ${text}`],
  ['a blank behind', (text) => `${text} `],
  ['a line break', (text) => `${text}\r\n`],
  ['a tab', (text) => `\t${text}`],
  ['a no-break space', (text) => `\u00a0${text}\u202f`],
  ['an ideographic space', (text) => `\u3000${text}`],
  ['a zero-width space', (text) => `\u200b${text}\u200b`],
  ['one inside', (text) => `${text.slice(0, 3)}\u200b${text.slice(3)}`],
  ['a soft hyphen inside', (text) => `${text.slice(0, 2)}\u00ad${text.slice(2)}`],
  ['a word joiner', (text) => `${text}\u2060`],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['directions around it', (text) => `\u202a${text}\u202c`],
  ['directions of another kind', (text) => `\u2066${text}\u2069`],
  ['a mark of direction', (text) => `\u200e${text}\u200f`],
  ['a variation selector', (text) => `${text}\ufe0f`],
  ['a Braille blank', (text) => `${text}\u2800`],
]

describe.each(ALONG)('with %s', (_what, put) => {
  test('a name, a number, a code and a password of ours are what they are', () => {
    const { name } = beginSignInInput.parse({ name: put('Admin@Acme') })
    expect(readSignInName(name, MARKETS.hu)).toMatchObject({ kind: 'business', text: 'admin@acme' })
    expect(readMobileNumber(put('+36301234567'), MARKETS.hu)).toMatchObject({ msisdn: '+36301234567' })
    expect(beginCompanySignInInput.parse({ company: put('Acme') }).company).toBe('acme')
    expect(enterCodeInput.parse({ code: put('123456') }).code).toBe('123456')
    expect(enterBackupCodeInput.parse({ code: put('abcde-fghjk') }).code).toBe('abcde-fghjk')
    expect(stopContactChangeInput.parse({ reference: put('abcd2345'), code: put('12345678') })).toMatchObject(
      {
        ...{ reference: 'ABCD2345', code: '12345678' },
      },
    )
    expect(withoutBlanks(put('Ab3dEfGh'))).toBe('Ab3dEfGh')
    expect(asSecret(put('a secret/with+odd:signs%'))).toBe('a secret/with+odd:signs%')
  })
})

test.each([
  '123 456',
  '123-456',
  '123–456',
  '123.456',
  '1 2 3 4 5 6',
  '１２３４５６',
  '١٢٣٤٥٦',
  '۱۲۳۴۵۶',
  '१२३४५६',
  '𝟏𝟐𝟑𝟒𝟓𝟔',
])('the code %s is 123456', (code) => expect(enterCodeInput.parse({ code }).code).toBe('123456'))

test.each(['12345', '1234567a', '12,34,56', '½23456', '', 'x'.repeat(70)])('%j is no code', (code) =>
  expect(enterCodeInput.safeParse({ code }).success).toBe(false),
)

test('every digit of every script has its value', () => {
  const digits = Array.from({ length: 0x11_0000 }, (_, point) => point)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((sign) => /^\p{Nd}$/u.test(sign))
  expect(digits.length).toBeGreaterThan(650)
  for (let n = 0; n < digits.length; n += 10)
    expect(
      digits
        .slice(n, n + 10)
        .map(asCode)
        .join(''),
    ).toBe('0123456789')
})

test('blanks inside a name stay: it is another name', () => {
  expect(asTyped(' a b@acme ')).toBe('a b@acme')
  expect(readSignInName('a b@acme', MARKETS.hu).kind).toBe('none')
})
