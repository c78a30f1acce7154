import { createElement, type ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { describe, expect, test, vi } from 'vitest'
import { Requests } from '@/components/approvals/requests'
import { BillCard } from '@/components/billing/bill-card'
import { Pay } from '@/components/billing/pay'
import { UserCard } from '@/components/company/user-card'
import { LineCard } from '@/components/subscriptions/line-card'
import type { ApprovalRow } from '@/lib/approvals/view'
import type { BillView, MoneyState, Paying, PaymentView } from '@/lib/billing/view'
import type { UserView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import { formatFor } from '@/lib/kernel/money'
import type { LineView } from '@/lib/subscriptions/view'
import { translator } from '@/lib/words/translator'

// What a page offers and says is what is so: a button that leads nowhere, or a sum of something else, is a lie.

vi.mock('@/components/ui/form', async () => {
  const box = await import('@/components/ui/form-box')
  return {
    Form: ({ action: _action, ...rest }: { action: FormAction; children: ReactNode }) =>
      createElement(box.FormBox, { ...rest, state: {}, pending: false }),
  }
})
vi.mock('@/components/ui/refresh', () => ({ Refresh: () => null }))

const t = translator('en')
const format = formatFor('HUF', 'en')
const moment = { locale: 'en' as const, timeZone: 'UTC', now: new Date('2026-11-21T10:00:00Z') }
const action: FormAction = async () => ({})
const at = new Date('2026-11-20T10:00:00Z')

/** The text that somebody reads, without marks and with plain blanks. */
async function shown(node: ReactNode): Promise<string> {
  const { prelude } = await prerender(node)
  const html = await new Response(prelude).text()
  return html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ')
}
const money = (minor: number) => format.money(minor).replace(/[\s\u00a0\u202f]+/g, ' ')

describe('paying', () => {
  const paying: Paying = {
    ...{
      billId: 'b',
      bills: [],
      more: false,
      amount: 100_00,
      reserved: 0,
      seen: 's',
      qr: null,
      rounded: null,
    },
    ...{ seller: { name: 'Operator', bank: 'Bank', account: '1-2' }, reference: 'R-1' },
  }
  const nothing: MoneyState = { underWay: [], credits: [], moreCredits: null, refunds: [], reversals: [] }
  const pay = (
    more: {
      paying?: Partial<Paying>
      made?: Partial<PaymentView>
      money?: Partial<MoneyState>
      refund?: boolean
    } = {},
  ) =>
    shown(
      createElement(Pay, {
        ...{ t, format, online: { start: action, resume: action } },
        paying: { ...paying, ...more.paying },
        made: more.made ? { state: 'succeeded', amount: 100_00, credit: 0, billId: 'b', ...more.made } : null,
        money: { ...nothing, ...more.money },
        credit: { spend: action, refund: more.refund === false ? null : action },
      }),
    )
  const over = (minor: number) =>
    t('bills.pay.over', { amount: format.money(minor) }).replace(/[\s\u00a0\u202f]+/g, ' ')

  test('what came is over only where something is', async () => {
    expect(await pay({ made: {} })).not.toContain(over(0))
    expect(await pay({ made: { credit: 1 } })).toContain(over(1))
  })
  test('a transfer says the sum that is to be sent, and what the bill was where that is less', async () => {
    const text = await pay({ paying: { amount: 99_70, rounded: 100_00 } })
    expect(text).toContain(`${t('bills.pay.amount')} ${money(100_00)}`)
    expect(await pay({ paying: { amount: 99_70 } })).toContain(`${t('bills.pay.amount')} ${money(99_70)}`)
  })
  test.each([
    [true, true, true, true],
    [true, false, true, false],
    [false, true, false, true],
    [false, false, false, false],
  ])('credit that is usable (%s) and refundable (%s) can be used (%s) and sent back (%s)', async (...all) => {
    const [usable, refundable, use, back] = all
    const credit = { paymentId: 'p', accountId: 'a', account: 'A-1', amount: 500, usable, refundable }
    const text = await pay({ money: { credits: [credit] } })
    expect([text.includes(t('bills.pay.credit_use')), text.includes(t('bills.pay.credit_back'))]).toEqual([
      use,
      back,
    ])
    // Without a provider nothing is sent back.
    expect(await pay({ money: { credits: [credit] }, refund: false })).not.toContain(
      t('bills.pay.credit_back'),
    )
  })
  test('a payment that was taken back says whether a bill is open for it', async () => {
    const said = async (open: number) => {
      const reversal = { id: 'r', account: 'A-1', amount: 500, at, open }
      const text = await pay({ money: { reversals: [reversal] } })
      return (['bills.pay.reversed_open', 'bills.pay.reversed_settled'] as const).filter((key) =>
        text.includes(
          t(key, { amount: format.money(500), account: 'A-1', at, open: format.money(open) }).replace(
            /[\s\u00a0\u202f]+/g,
            ' ',
          ),
        ),
      )
    }
    expect([await said(0), await said(1)]).toEqual([
      ['bills.pay.reversed_settled'],
      ['bills.pay.reversed_open'],
    ])
  })
})

describe('a bill', () => {
  const bill = {
    ...{ id: 'b', number: 'B-1', month: '2026-10-01', account: 'A-1', accountName: 'A', accountId: 'a' },
    ...{ issuedOn: '2026-11-05', dueOn: '2026-11-20', periodFrom: '2026-10-01', periodTo: '2026-10-31' },
    ...{ type: 'invoice', state: 'sent', net: 100, tax: 27, rounding: 0, total: 127, paid: 0, open: 127 },
    ...{ taxes: [], payments: [], address: [], debtor: 'Acme', taxNumber: null, corrects: null },
  } as unknown as BillView
  const card = (more: Partial<BillView>, mayPay = true) =>
    shown(
      createElement(BillCard, {
        ...{
          t,
          format,
          locale: 'en',
          part: 'changes',
          mayPay,
          maySchedule: false,
          coverIsNewest: false,
          children: null,
        },
        bill: { ...bill, ...more },
      }),
    )
  const button = t('bills.pay.this', { amount: format.money(127) }).replace(/[\s\u00a0\u202f]+/g, ' ')

  test.each<[string, Partial<BillView>, boolean, boolean]>([
    ['open', {}, true, true],
    ['overdue', { state: 'overdue' }, true, true],
    ['for who may not pay', {}, false, false],
    ['disputed', { state: 'on_hold' }, true, false],
    ['paid', { state: 'settled', open: 0 }, true, false],
  ])('%s', async (_what, more, mayPay, offered) => {
    expect((await card(more, mayPay)).includes(button)).toBe(offered)
  })
  test('a credit note is neither paid nor open nor due; an invoice is', async () => {
    const words = [t('bills.paid'), t('bills.open'), t('bills.columns.due')].map((word) => ` ${word} `)
    const invoice = await card({ state: 'settled', paid: 127, open: 0 })
    const note = await card({ type: 'credit_note', state: 'credited', total: -127, open: 0 })
    expect(words.map((word) => invoice.includes(word))).toEqual([true, true, true])
    expect(words.slice(1).map((word) => note.includes(word))).toEqual([false, false])
  })
  test('a reminder is there only of what is overdue, a copy by mail only where one can be had', async () => {
    expect(await card({})).not.toContain(t('bills.download.reminder'))
    expect(await card({ state: 'overdue' })).toContain(t('bills.download.reminder'))
    expect(await card({})).not.toContain(t('bills.copy.title'))
  })
})

describe('requests', () => {
  const row = (id: string, more: Partial<ApprovalRow> = {}): ApprovalRow => ({
    ...{ id, kind: 'operation', fn: 'user:create', subject: `subject ${id}`, draft: null, place: null },
    ...{
      by: 'Ben',
      comment: null,
      askedAt: at,
      deadline: at,
      state: 'open',
      decidedBy: null,
      decidedAt: null,
    },
    ...{ answer: null, problem: null, done: false, mine: false },
    ...more,
  })
  const list = (more: {
    toDecide?: ApprovalRow[]
    own?: ApprovalRow[]
    bars?: [string, string][]
    decides?: boolean
  }) =>
    shown(
      createElement(Requests, {
        ...{ t, moment, places: new Map(), deciders: new Map(), effects: new Map(), done: null },
        ...{ grants: true, proven: true, mayRule: false, decides: more.decides ?? true },
        toDecide: more.toDecide ?? [],
        own: more.own ?? [],
        bars: new Map(more.bars ?? []),
        actions: { decideRequestsAction: action, withdrawRequestAction: action, answerRightAction: action },
      }),
    )

  test('only what is open is withdrawn', async () => {
    for (const state of ['open', 'approved', 'rejected', 'withdrawn', 'expired'] as const)
      expect((await list({ own: [row('a', { state })] })).includes(t('approvals.withdraw')), state).toBe(
        state === 'open',
      )
  })
  test('what the reader may not approve is not among what is decided together', async () => {
    const toDecide = [row('a'), row('b'), row('c')]
    const all = (count: number) => t('approvals.all', { count })
    expect(await list({ toDecide })).toContain(all(3))
    expect(await list({ toDecide, bars: [['b', 'Your own.']] })).toContain(all(2))
    const one = await list({
      toDecide,
      bars: [
        ['a', 'x'],
        ['b', 'y'],
      ],
    })
    for (const count of [1, 2, 3]) expect(one).not.toContain(all(count))
  })
  test('what was approved and could not be done is called failed, with why', async () => {
    const text = await list({ own: [row('a', { state: 'approved', problem: 'approvals.decided_already' })] })
    expect(text).toContain(t('approvals.failed'))
    expect(text).toContain(t('refusals.approvals.decided_already'))
    expect(text).not.toContain(` ${t('approvals.states.approved')} `)
  })
  test('who decides about nothing sees no list of what is to be decided', async () => {
    expect(await list({ decides: false })).not.toContain(t('approvals.nothing'))
    expect(await list({})).toContain(t('approvals.nothing'))
  })
})

describe('a user', () => {
  const user = {
    ...{ id: 'u', name: 'Ben', account: 'ben@acme', email: 'b@x.example', mobile: '+36 30 123 4567' },
    ...{ state: 'active', mainAdministrator: false, mobileConfirmed: true, factors: 0, mail: null },
    ...{ suspension: null, password: { kind: 'chosen' }, language: null },
  } as unknown as UserView
  const suspension = { since: at, by: 'Ada', reason: null, disputed: false }
  const every = {
    ...{ holdsMore: false, endOffice: false, edit: true, suspend: true, reactivate: true, reissue: true },
    removeFactors: true,
  }
  const card = (more: Partial<UserView>, may: Partial<typeof every> = {}) =>
    shown(
      createElement(UserCard, {
        ...{ t, proven: true, moment, done: null, dispute: null },
        user: { ...user, ...more },
        actions: new Proxy({}, { get: () => action }) as never,
        may: { ...every, ...may },
      }),
    )
  const words = {
    suspend: t('users.access.suspend', { name: 'ben@acme' }),
    reactivate: t('users.access.reactivate', { name: 'ben@acme' }),
    password: t('users.password.heading'),
    edit: t('users.contact.edit'),
  }
  const offered = async (...all: Parameters<typeof card>) => {
    const text = await card(...all)
    return (Object.keys(words) as (keyof typeof words)[]).filter((key) => text.includes(words[key]))
  }

  test.each<[string, Partial<UserView>, Partial<typeof every>, string[]]>([
    ['active', {}, {}, ['suspend', 'password', 'edit']],
    ['active, for who may nothing', {}, { suspend: false, edit: false }, ['password']],
    ['suspended', { state: 'suspended', suspension }, {}, ['reactivate', 'edit']],
    ['suspended, for who may not', { state: 'suspended', suspension }, { reactivate: false }, ['edit']],
    [
      'closed for disputed contacts',
      { state: 'suspended', suspension: { ...suspension, by: null, disputed: true } },
      {},
      [],
    ],
  ])('%s', async (_what, more, may, expected) => {
    expect(await offered(more, may)).toEqual(expected)
  })
})

describe('a line', () => {
  const line = {
    ...{ id: 'l', number: '+36 30 123 4567', status: 'active', label: null, holder: 'Ben', history: [] },
    ...{ kind: 'mobile', email: null, tariff: null, options: [], spendingLimit: null, account: null },
    ...{ costCentre: null, iccid: '8936', lastUsedAt: at, createdAt: at, buckets: [], spent: 0 },
    ...{ terminatedAt: null },
  } as unknown as LineView
  const card = (more: Partial<LineView>, may: { codes?: boolean; itemise?: boolean; edit?: boolean } = {}) =>
    shown(
      createElement(LineCard, {
        ...{ t, format, moment, saved: false, lacks: null, children: null },
        line: { ...line, ...more },
        edit: may.edit ? action : null,
        showCodes: may.codes ? action : null,
        mayItemise: may.itemise ?? false,
      }),
    )
  test('codes, usage and moves are offered to whoever may, and codes where there is a SIM', async () => {
    const words = [t('sim.show'), t('lines.usage'), t('lines.move.open')]
    const which = async (...all: Parameters<typeof card>) => {
      const text = await card(...all)
      return words.map((word) => text.includes(word))
    }
    expect(await which({})).toEqual([false, false, false])
    expect(await which({}, { codes: true })).toEqual([true, false, false])
    expect(await which({ iccid: null }, { codes: true })).toEqual([false, false, false])
    expect(await which({}, { itemise: true })).toEqual([false, true, false])
    expect(await which({}, { edit: true })).toEqual([false, false, true])
  })
})
