import { describe, expect, test } from 'vitest'
import { splitSms } from '@/lib/channels/sms/split'
import { codeText } from '@/lib/jobs/codes'
import { stopText } from '@/lib/jobs/contacts'
import { secretIn } from '@/lib/jobs/providers'
import { LOCALES } from '@/lib/kernel/locale'

describe('SMS', () => {
  test('O15 the code’s message is one part in every language, its last line exact', () => {
    for (const kind of ['sign_in_code', 'reset_code', 'number_code'] as const)
      for (const [host, language] of ['localhost', 'portal.operator.example'].flatMap((h) =>
        LOCALES.map((l) => [h, l] as const),
      )) {
        const text = codeText(kind, language, '012345', 'K7', new URL(`https://${host}`))
        expect(splitSms(text).parts, `${language} ${text.length}`).toHaveLength(1)
        expect(text.split('\n').at(-1)).toBe(`@${host} #012345`)
        const before = text.slice(0, text.lastIndexOf('\n'))
        expect(before.match(/\d{6}/g)).toEqual(['012345'])
      }
  })

  test('O15 a host of any length: one part, and what is shortened is not the code', () => {
    const label = 'a-long-name-of-a-portal'
    for (const length of [4, 20, 30, 33, 34, 40, 45, 50, 54, 55, 61, 63, 90, 130, 143, 144, 145, 200, 253])
      for (const kind of ['sign_in_code', 'reset_code', 'number_code'] as const)
        for (const language of LOCALES)
          for (const code of ['012345', '01234567']) {
            const host = `${`${label}.`.repeat(11)}xx`.slice(-length).replace(/^[.-]/, 'x')
            const text = codeText(kind, language, code, 'K7', new URL(`https://${host}:8443`))
            const what = `${language} ${kind} ${length}: ${text}`
            expect(splitSms(text).parts, what).toHaveLength(1)
            expect(text.startsWith(code) || text.includes(`: ${code} (`), what).toBe(true)
            if (`${code}\n@${host} #${code}`.length <= 160)
              expect(text.split('\n').at(-1), what).toBe(`@${host} #${code}`)
            else expect(text, what).not.toContain('@')
          }
  })

  test('what stops a change of contacts: one part in every language, whatever the host and account', () => {
    const stop = { reference: 'K7QHT2MN', code: '01234567' }
    for (const host of [4, 9, 15, 20, 23, 28, 33, 40, 60, 90, 110, 130, 136])
      for (const account of ['a@b', 'bela.kovari@acme', 'x'.repeat(40)])
        for (const language of LOCALES) {
          const page = `${'h'.repeat(host)}/stop`
          const text = stopText({ account, language }, { ...stop, page })
          expect(splitSms(text).parts, text).toHaveLength(1)
          for (const part of [page, stop.reference, stop.code]) expect(text).toContain(part)
          expect(text, text).not.toMatch(/[{}]/)
          // Whose they are is left out last of the words.
          if (host <= 28 && account.length < 40) expect(text).toContain(account)
        }
  })

  test('O15 what it is for is said as long as there is room, in proper letters first', () => {
    const text = (length: number, language: 'hu' | 'ru') =>
      codeText('sign_in_code', language, '012345', 'K7', new URL(`https://${'x'.repeat(length - 8)}.example`))
    expect(text(20, 'hu')).toContain('Belépési kód: 012345 (K7, 5 perc)')
    expect(text(33, 'hu')).toContain('Belépési kód: 012345 (K7)')
    expect(text(33, 'ru')).toContain('Код для входа: 012345 (K7)')
    expect(text(60, 'hu')).toContain('Belépés: 012345 (K7)')
    expect(text(60, 'ru')).toContain('Kod vhoda: 012345 (K7)')
  })

  test('cuts at the field’s limits and never inside a character', () => {
    const sizes = (text: string) => splitSms(text).parts.map((part) => part.length)
    expect(sizes('a'.repeat(160))).toEqual([160])
    expect(sizes('a'.repeat(161))).toEqual([153, 8])
    expect(sizes('ő'.repeat(70))).toEqual([70])
    expect(sizes('ő'.repeat(71))).toEqual([67, 4])
    expect(sizes('€'.repeat(80))).toEqual([80])
    expect(sizes('€'.repeat(81))).toEqual([76, 5])
    expect(sizes(`${'ő'.repeat(66)}😀${'ő'.repeat(10)}`)).toEqual([66, 12])
    expect([splitSms('árvíztűrő').dataCoding, splitSms('plain @ text').dataCoding]).toEqual([8, 0])
  })

  test('the mailbox finds what there is to copy', () => {
    expect(secretIn('Sign-in code: 012345 (message K7, 5 minutes)\n@localhost #012345')).toBe('012345')
    expect(secretIn('User name: ben@acme\nTemporary password: ABCDEFGHabcdefg2\n')).toBe('ABCDEFGHabcdefg2')
    expect(secretIn('Your password was changed')).toBeNull()
  })
})
