import { describe, expect, test } from 'vitest'
import { splitSms } from '@/lib/channels/sms/split'
import { codeText } from '@/lib/jobs/codes'
import { secretIn } from '@/lib/jobs/far-ends'
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
