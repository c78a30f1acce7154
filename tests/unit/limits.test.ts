import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { share } from '@/lib/identity/attempts/send-code'
import { waitAfter } from '@/lib/identity/limits/charge'
import { LIMITS } from '@/lib/identity/limits/limits'
import { numberWait, sendAgainAt } from '@/lib/identity/rules'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'

test('docs/security.md says what the code does', () => {
  const page = readFileSync('docs/security.md', 'utf8').replace(/ +/g, ' ')
  const documented: Record<string, number> = {
    'password, minimum beside a second factor': LIMITS.password.minimum,
    'password, minimum alone': LIMITS.password.minimumAlone,
    'password, maximum': LIMITS.password.maximum,
    'temporary password, characters': LIMITS.temporaryPassword.length,
    'temporary password, valid for hours': LIMITS.temporaryPassword.validFor / HOUR,
    'code, digits': LIMITS.code.digits,
    'code, valid for minutes': LIMITS.code.validFor / MINUTE,
    'code by e-mail or for a new password, digits': LIMITS.mailCode.digits,
    'code by e-mail, valid for minutes': LIMITS.mailCode.validFor / MINUTE,
    'codes one network or browser can ask for, of one account or number, in a day': LIMITS.askedByOne[1].most,
    'codes by e-mail that anybody can ask for, of one account in a day': LIMITS.recovery.byMail[1].most,
    'per cent of an SMS budget for codes that anybody can ask for': LIMITS.askedShare * 100,
    'accounts and numbers a network fails with in ten minutes': LIMITS.network.failures,
    'the same behind a carrier': LIMITS.network.carrierFailures,
    'accounts and numbers a network asks codes for in ten minutes': LIMITS.network.asking,
    'the same for codes behind a carrier': LIMITS.network.carrierAsking,
    'codes a network asks for, of one account or number without a pause': LIMITS.network.askingOfOne,
    'sign-ins of a network that are only begun': LIMITS.network.begun,
    'device cookies of an account': LIMITS.deviceCookie.perAccount,
    'device cookies in a browser': LIMITS.deviceCookie.perBrowser,
    'device cookie, valid for days unused': LIMITS.deviceCookie.validFor / DAY,
    'code, tries': LIMITS.code.tries,
    'session, idle minutes': LIMITS.session.idle / MINUTE,
    'session, idle minutes of operator staff': LIMITS.session.idleStaff / MINUTE,
    'session, absolute hours': LIMITS.session.absolute / HOUR,
    'sessions at once': LIMITS.session.perUser,
    'step-up, minutes': LIMITS.stepUp / MINUTE,
    'step-up, wrong passwords until the session ends': LIMITS.stepUpTries,
    'failures until recovery only': LIMITS.recoveryOnly,
    'codes to a number that anybody can ask for, in a day': LIMITS.askedFor[1].most,
    "second factors of one's own, at most": LIMITS.secondFactor.perUser,
    'backup codes': LIMITS.backupCodes,
    'minutes to set a second factor up': LIMITS.secondFactor.setUpWithin / MINUTE,
  }
  for (const [what, value] of Object.entries(documented)) expect(page).toContain(`| ${what} | ${value} |`)
})

test('the ladder: 5 → 30 s, 6 → 60 s, … 10 → 15 min, 15 → 1 h, 100 → recovery only', () => {
  const seconds = (failures: number) => waitAfter(failures) / SECOND
  expect([4, 5, 6, 7, 8, 9, 10, 14, 15, 99].map(seconds)).toEqual([
    0, 30, 60, 120, 240, 480, 900, 900, 3600, 3600,
  ])
  expect(seconds(100)).toBeGreaterThan(50 * 365 * 24 * 3600)
})

test('sending again waits 30, 60, 120, then 300 seconds; a number gets 4 in 10 minutes and 8 in a day', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const { perNumber } = LIMITS.code
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const wait = (sends: number) => (sendAgainAt(Array(sends).fill(now))!.getTime() - now.getTime()) / SECOND
  expect([1, 2, 3, 4, 5].map(wait)).toEqual([30, 60, 120, 300, 300])
  expect(sendAgainAt([])).toBeNull()
  expect(numberWait([ago(9), ago(3), ago(2)], now, perNumber)).toBe(0)
  expect(numberWait([ago(9), ago(4), ago(3), ago(2)], now, perNumber)).toBe(60)
  expect(
    numberWait(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ago(n * 60)),
      now,
      perNumber,
    ),
  ).toBe(16 * 3600)
})

test('the part of a budget that anybody can ask for is rounded up: of one SMS it is that one', () => {
  expect([0, 1, 2, 5, 1_000].map(share)).toEqual([0, 1, 1, 3, 500])
})
