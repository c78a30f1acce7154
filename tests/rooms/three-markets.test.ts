import { beforeAll, describe, expect, test } from 'vitest'
import { makeBillDocument } from '@/lib/billing/bills/open-bill-document'
import { listBills } from '@/lib/billing/queries'
import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { nextMoment } from '@/lib/billing/reports/schedules'
import { addScheduleInput, listBillsInput } from '@/lib/billing/schema'
import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { enterNumberCode } from '@/lib/identity/number/enter-number-code'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { composeBilling } from '@/lib/jobs/billing'
import { formatFor } from '@/lib/kernel/money'
import { MARKETS } from '@/lib/market/market'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, isIn, outcome, signIn, upToCode, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

// What a country changes, in each of them on a database of its own: numbers, language, money, clock.
const OF = {
  hu: { prefix: '36', money: /\d\sFt/, six: '05:00', abroad: '0036', sms: /^Belépési kód: \d{6} / },
  rs: { prefix: '381', money: /\d\sRSD/, six: '05:00', abroad: '00381', sms: /^Kod za prijavu: \d{6} / },
  ru: { prefix: '7', money: /\d\s₽/, six: '03:00', abroad: '8107', sms: /^Код для входа: \d{6} / },
} as const

describe.each(['hu', 'rs', 'ru'] as const)('in %s', (name) => {
  const context = useContext()
  const { prefix, money, six } = OF[name]
  const market = MARKETS[name]
  beforeAll(() => {
    Object.assign(context, { market })
  })

  test('a user whose number was typed as people write it there signs in with a code in their language', async () => {
    const { admin } = await aCompany(context)
    await context.db.company.update({ where: { id: admin.company.id }, data: { language: null } })
    const user = await aUser(context, admin)
    const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
    expect(mobile).toMatch(market.mobile)
    expect(mobile.startsWith(`+${prefix}`)).toBe(true)
    const { mails } = await dispatchAll(context, 'company.user_created')
    expect(mails[0]!.text).toContain(user.password)
    await upToCode(context, user.account, user.password)
    const { texts } = await dispatchAll(context, 'identity.code_requested')
    expect(texts[0]!.to).toBe(mobile)
    expect(texts[0]!.text).toMatch(OF[name].sms)
    expect(await isIn(context, await signIn(context, user.account, user.password))).toBe(true)
  })

  test('a line signs in by its number in every spelling of the country, and no foreign one does', async () => {
    const { slug } = await aCompany(context)
    const number = aMobile(name)
    await deliver(context, [{ company: slug, number, holder: 'Driver' }])
    const line = await context.db.subscription.findFirstOrThrow({ where: { msisdn: `+${prefix}${number}` } })
    expect(line.holder).toBe('Driver')
    for (const spelling of [
      number,
      `+${prefix}${number}`,
      `+${prefix} ${number.slice(0, 2)} ${number.slice(2)}`,
      `${market.trunk} ${number.slice(0, 3)}-${number.slice(3)}`,
      `${market.trunk}${number}`,
    ]) {
      const begun = await beginNumberSignIn(VISITOR, { number: spelling }, context)
      expect(outcome(begun), spelling).toBe('ok')
      const { signIn } = { signIn: await context.db.signIn.findFirstOrThrow({ orderBy: { id: 'desc' } }) }
      expect(signIn.msisdn, spelling).toBe(line.msisdn)
      // The one box for user name or number knows it, too.
      expect(value(await beginSignIn(VISITOR, { name: spelling }, context)).next).toMatchObject({
        step: 'number',
      })
    }
    const { token } = value(await beginNumberSignIn(VISITOR, { number }, context))
    const asked = value(await requestNumberCode(VISITOR, token, context))
    const { texts } = await dispatchAll(context, 'identity.number_code_requested')
    const code = /#(\d+)$/.exec(texts[0]!.text)![1]!
    const done = value(await enterNumberCode(asked.token, { code }, context))
    expect(await isIn(context, value(await openSession(VISITOR, done.token, context)).token)).toBe(true)
    for (const other of (['hu', 'rs', 'ru'] as const).filter((each) => each !== name)) {
      const foreign = `+${OF[other].prefix}${aMobile(other)}`
      expect(outcome(await beginNumberSignIn(VISITOR, { number: foreign }, context)), foreign).not.toBe('ok')
    }
  })

  test('a copy of a bill is written in its currency and language, with its document', async () => {
    const { admin } = await aCompanyWithBills(context, { seed: 61, lines: 6, months: 2 })
    await context.db.company.update({ where: { id: admin.company.id }, data: { language: null } })
    const bills = (await listBills(admin, listBillsInput.parse({}), context)).rows
    const bill = bills.find(({ total }) => total > 0)!
    const input = { report: 'bills', email: 'books@firm.example', every: undefined }
    const { id: scheduleId } = value(await addSchedule(admin, addScheduleInput.parse(input), context))
    const notifications = await composeBilling(
      { kind: 'billing.copy_due', payload: { scheduleId, billId: bill.id } },
      context,
    )
    if ('cancelled' in notifications || notifications[0]!.channel !== 'mail') throw new Error('no mail')
    const { text, attachments } = notifications[0]!
    expect(text).toMatch(money)
    expect(text).not.toMatch(/\.\./)
    expect(text).toContain(formatFor(market.currency, market.language).money(bill.total))
    expect(attachments[0]!.content.subarray(0, 5).toString()).toBe('%PDF-')
    const { file } = await makeBillDocument(
      admin,
      { id: bill.id, format: 'pdf', locale: market.language },
      context,
    )
    expect(file.name).toMatch(/\.pdf$/)
  })

  test('reports go out at six of its own clock', () => {
    const due = nextMoment('week', new Date('2026-11-21T10:00:00Z'), context)
    expect(due).toEqual(new Date(`2026-11-23T${six}:00Z`))
  })
})
