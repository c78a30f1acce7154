import { describe, expect, test } from 'vitest'
import { actorText, valueText } from '@/components/audit/audit-list'
import { LOCALES } from '@/lib/kernel/locale'
import { OPERATIONS } from '@/lib/operations/registry'
import { GROUNDS } from '@/lib/rights/assignment'
import { translator } from '@/lib/words/translator'

const en = translator('en')
const people = Array.from({ length: 30 }, (_, n) => `user${n}@acme`)

describe('the audit in words', () => {
  test('the first of many are named, with spaces between, and how many more there are', () => {
    const text = valueText(en, 'gained', people)
    expect(text).toContain('user0@acme, user1@acme, ')
    expect(text).toContain('and 18 more')
    expect(text).not.toContain('user12@acme')
    expect(valueText(en, 'gained', people.slice(0, 12))).not.toContain('more')
    expect(valueText(en, 'costCentre', [])).toBe(valueText(en, 'costCentre', null))
  })

  test('what proved who it was is nobody’s own', () => {
    expect(valueText(en, 'factors', 'password,sms')).toBe('password, code by SMS')
    for (const factor of ['password', 'sms', 'company', 'mfa'] as const)
      expect(en(`audit.proven.${factor}`)).not.toMatch(/\byour\b/)
  })

  test.each(LOCALES)(
    '%s: what a second person was asked for, and why somebody is assigned, are no keys',
    (locale) => {
      const asked = OPERATIONS.filter(({ secondPerson }) => secondPerson).map(
        ({ key, secondPerson, permission }) => ({
          operation: key,
          function: secondPerson?.permission ?? permission,
        }),
      )
      expect(asked.length).toBeGreaterThan(8)
      const t = translator(locale)
      for (const [field, key] of [
        ...asked.flatMap((each) => Object.entries(each)),
        ...GROUNDS.map((ground) => ['ground', ground] as const),
      ]) {
        const text = valueText(t, field!, key!)
        // English calls a ground by the word that it is kept by.
        if (field !== 'ground' || locale !== 'en') expect(text, key).not.toBe(key)
        expect(text, key).toMatch(/^[^_:]+$/)
      }
    },
  )

  test.each(LOCALES)('%s: who did it is told in the reader’s language', (locale) => {
    const t = translator(locale)
    const textOf = (actor: string, actorKind = 'user') => actorText(t, { actor, actorKind })
    for (const name of ['payments', 'delivery', 'demo', 'schedules'])
      expect(textOf(name, 'system')).not.toBe(name)
    expect(textOf('payments')).toBe('payments')
    const both = [textOf('ada@acme as ben@acme'), textOf('ada@acme, approved by eve@acme')]
    for (const text of both) expect(text).toMatch(/ada@acme.*(ben|eve)@acme/)
    if (locale !== 'en') for (const text of both) expect(text).not.toMatch(/ as |approved by/)
  })
})
