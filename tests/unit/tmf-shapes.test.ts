import { describe, expect, test } from 'vitest'
import { paymentOf, usageOfEvent } from '@/lib/billing/tmf'
import { billReader } from '@/lib/billing/tmf-bill'
import type { Cells, Unread } from '@/lib/infra/file-kind'
import { MARKETS } from '@/lib/market/market'
import { bucketOfBalance, lineOfProduct } from '@/lib/subscriptions/tmf'
import { accountOf } from '@/lib/subscriptions/tmf-account'

const { hu } = MARKETS
const now = new Date('2026-11-27T10:00:00Z')
const money = (value: string) => ({ unit: 'HUF', value })
const relatedParty = [{ id: 'acme', role: 'customer' }]
/** What is wrong and where, or the rows. */
const said = (read: Cells | Unread) => (Array.isArray(read) ? read : `${read.code} ${read.field}`)
const taken = (read: Cells | Unread) => Array.isArray(read)

describe('a payment counts once it was made', () => {
  const payment = (status?: string) => ({
    ...{ id: 'P', paymentDate: '2026-11-20', totalAmount: money('127'), account: { id: 'A' } },
    ...{ payer: { id: 'acme' }, ...(status !== undefined && { status }) },
  })
  test.each([undefined, '', 'done', 'Done', ' DONE ', 'completed', 'Completed', 'COMPLETED'])(
    '%j',
    (status) => {
      expect(said(paymentOf(payment(status), hu))).toMatchObject([{ reference: 'P', amount: '127' }])
    },
  )
  test.each([
    ...['failed', 'declined', 'cancelled', 'canceled', 'pending', 'rejected', 'refunded', 'in progress'],
    ...['inProgress', 'acknowledged', 'authorized', 'not done', 'undone', 'incomplete', 'constructor', '?'],
  ])('%j does not', (status) => {
    const read = paymentOf(payment(status), hu) as Unread
    expect(said(read)).toBe('bills.payment_unmade status')
    expect(read.record).toMatchObject({ company: 'acme', reference: 'P' })
  })
})

describe('bills', () => {
  const bill = (more: object) => ({
    ...{ id: '1', billNo: 'B-1', billDate: '2026-11-05', paymentDueDate: '2026-11-20', relatedParty },
    billingPeriod: { startDateTime: '2026-10-01', endDateTime: '2026-10-31' },
    ...{ taxIncludedAmount: money('127'), billingAccount: { id: 'A' }, ...more },
  })
  const rate = (more: object = {}) => ({
    ...{ bill: { id: '1' }, name: 'Fee', type: 'fee', taxExcludedAmount: money('100'), ...more },
  })
  /** What a bill with a charge says: the row of its charge. */
  const read = (head: object, charge: object = {}) => {
    const reader = billReader(hu)
    const first = reader.rows(bill(head), 1)
    const second = reader.rows(rate(charge), 2)
    if (!taken(first)) expect(second, 'a charge goes with its bill').toEqual(first)
    return taken(first) ? said(second) : said(first)
  }

  test.each([
    ...['creditNote', 'CreditNote', 'credit note', 'Credit Note', 'creditnote', 'credit_note', 'CREDIT-NOTE'],
    ...['credit', '381'],
  ])('%j is a credit note', (category) => {
    expect(read({ category })).toMatchObject([{ type: 'credit_note' }])
  })
  test.each(['normal', 'Normal', 'interim', 'last', 'LAST', '380'])('%j is owed', (category) => {
    expect(read({ category })).toMatchObject([{ type: 'invoice' }])
  })
  test.each([
    ...[
      'trial',
      'trial customer',
      'trialCustomer',
      'duplicate',
      'Duplicate',
      'proforma',
      'not a credit note',
    ],
    ...['384', 'debit', '?', 'toString'],
  ])('nothing is owed on %j', (category) => {
    expect(read({ category })).toBe('bills.bill_category_unknown category')
  })
  test.each(['', 'sent', 'Sent', 'settled', 'partiallyPaid', 'partially_paid', 'partiallySettled'])(
    'the state %j counts',
    (state) => expect(read({ state })).toMatchObject([{ bill: 'B-1', kind: 'fee' }]),
  )
  test.each(['new', 'New', 'onHold', 'on hold', 'ON_HOLD', 'validated', 'cancelled', 'unsent'])(
    'the state %j does not',
    (state) => expect(read({ state })).toBe('bills.bill_unsent state'),
  )
  test.each<[object, string | undefined]>([
    [{ isBilled: false }, 'bills.charge_unbilled isBilled'],
    [{ isBilled: 'False' }, 'bills.charge_unbilled isBilled'],
    [{ isBilled: 'perhaps' }, 'bills.charge_unbilled isBilled'],
    [{ isBilled: true }, undefined],
    [{ type: 'appliedBillingCredit' }, 'bills.credit_positive net'],
    [
      { type: 'Applied billing credit', characteristic: [{ name: 'kind', value: 'fee' }] },
      'bills.credit_positive net',
    ],
    [{ type: 'appliedBillingCredit', taxExcludedAmount: money('-5') }, undefined],
    [{ type: 'appliedBillingCharge', characteristic: [{ name: 'kind', value: 'fee' }] }, undefined],
    [{ characteristic: ['1', '2'].map((value) => ({ name: 'msisdn', value })) }, 'files.several line'],
    [{ characteristic: ['1', '1'].map((value) => ({ name: 'msisdn', value })) }, undefined],
  ])('the charge %j', (charge, problem) => {
    const answer = read({}, charge)
    if (problem) expect(answer).toBe(problem)
    else expect(answer).toMatchObject([{ bill: 'B-1' }])
  })
  test('a credit note says in positive amounts what it credits', () => {
    expect(read({ category: 'credit note' }, { type: 'appliedBillingCredit' })).toMatchObject([
      { net: '100' },
    ])
  })
  test('of two bills under one id nobody knows whose charges come next', () => {
    const reader = billReader(hu)
    expect(reader.rows(bill({}), 1)).toEqual([])
    expect(reader.rows(bill({}), 2)).toEqual([])
    expect(said(reader.rows(bill({ billNo: 'B-2' }), 3))).toBe('files.several bill')
    expect(said(reader.rows(rate(), 4))).toBe('files.several bill')
    expect(reader.left?.()).toEqual([])
  })
  test('two customers are none', () => {
    expect(read({ relatedParty: [...relatedParty, { id: 'other', role: 'Customer' }] })).toBe(
      'files.several company',
    )
  })
  test.each([
    ['+02:00', '2026-11-01'],
    ['+05:30', '2026-11-01'],
    ['+14:00', '2026-11-01'],
    ['-08:00', '2026-11-01'],
    ['Z', '2026-11-01'],
    ['', '2026-11-01'],
  ])('a day written as midnight %s is that day', (offset, day) => {
    const at = `2026-11-01T00:00:00${offset}`
    const billingPeriod = { startDateTime: at, endDateTime: `2026-12-01T00:00:00${offset}` }
    expect(read({ billingPeriod, billDate: at, paymentDueDate: at })).toMatchObject([
      { periodFrom: day, periodTo: '2026-11-30', issuedOn: day, dueOn: day },
    ])
  })
})

describe('usage counts once it has its price', () => {
  const usage = (more: object) => ({
    ...{ id: 'U', usageDate: '2026-11-14T09:13:16Z', usageType: 'voice', relatedParty },
    usageCharacteristic: [
      { name: 'originatingNumber', value: '1' },
      { name: 'quantity', value: '60' },
    ],
    ...more,
  })
  test.each(['', 'rated', 'Rated', 'RERATED', 're-rated', 'billed'])('%j', (status) => {
    expect(said(usageOfEvent(usage({ status }), hu))).toMatchObject([{ reference: 'U', quantity: '60' }])
  })
  test.each(['received', 'rejected', 'Rejected', 'recycled', 'RECYCLED', 'guided', 'unrated', 'failed'])(
    '%j does not',
    (status) => expect(said(usageOfEvent(usage({ status }), hu))).toBe('bills.usage_unrated status'),
  )
  test.each([
    ['Voice', 'voice'],
    ['SMS', 'message'],
    ['mms', 'message'],
    ['DATA', 'data'],
  ])('%s is %s', (usageType, kind) => {
    expect(said(usageOfEvent(usage({ usageType }), hu))).toMatchObject([{ kind }])
  })
})

describe('a product', () => {
  const product = (more: object) => ({ id: '1', relatedParty, productSerialNumber: '+36201234567', ...more })
  const fine = (value: string) => ({ productCharacteristic: [{ name: 'status', value }] })
  test.each<[object, string]>([
    [{}, 'undefined'],
    [{ status: 'Active' }, 'active'],
    [{ status: 'pendingTerminate' }, 'active'],
    [{ status: 'pending terminate' }, 'active'],
    [{ status: 'SUSPENDED' }, 'suspended'],
    [{ status: 'cancelled' }, 'terminated'],
    [{ status: 'active', ...fine('restricted') }, 'restricted'],
    [{ status: 'suspended', ...fine('Disconnected') }, 'disconnected'],
    [{ status: 'active', terminationDate: '2026-11-28' }, 'active'],
    [{ status: 'active', terminationDate: '2026-11-27' }, 'active'],
    [{ terminationDate: '2026-11-26' }, 'terminated'],
    [{ status: 'terminated', terminationDate: '2026-11-01T00:00:00Z' }, 'terminated'],
  ])('%j', (more, status) => {
    expect(`${(lineOfProduct(product(more), hu, now) as Cells)[0]!.status}`).toBe(status)
  })
  test.each<[object, string]>([
    ...['created', 'pendingActive', 'aborted', 'inactive', 'not active', 'toString'].map(
      (status): [object, string] => [{ status }, 'subscriptions.status_unknown status'],
    ),
    [fine('asleep'), 'subscriptions.status_unknown status'],
    [{ status: 'terminated', ...fine('active') }, 'subscriptions.status_contradicts status'],
    [{ status: 'active', ...fine('terminated') }, 'subscriptions.status_contradicts status'],
    [{ status: 'suspended', ...fine('active') }, 'subscriptions.status_contradicts status'],
    [{ status: 'active', terminationDate: '2026-11-01' }, 'subscriptions.status_contradicts status'],
    [
      { status: 'suspended', terminationDate: '2026-11-27T09:59:59Z' },
      'subscriptions.status_contradicts status',
    ],
    [{ terminationDate: 'soon' }, 'subscriptions.moment_unreadable terminationDate'],
    [{ billingAccount: [{ id: 'A' }, { id: 'B' }] }, 'files.several billingAccount'],
    [
      { realizingResource: ['1', '2'].map((value) => ({ value, '@referredType': 'SIM' })) },
      'files.several iccid',
    ],
    [
      { relatedParty: [...relatedParty, { name: 'Anna', role: 'user' }, { name: 'Béla', role: 'Holder' }] },
      'files.several holder',
    ],
    [{ relatedParty: [...relatedParty, { id: 'b', role: 'customer' }] }, 'files.several company'],
    [
      { productRelationship: [{ relationshipType: 'bundled', product: { name: 'X', status: 'odd' } }] },
      'subscriptions.status_unknown options',
    ],
  ])('%j is refused', (more, problem) => {
    expect(said(lineOfProduct(product(more), hu, now))).toBe(problem)
  })
  test('has the options that are in force, one SIM beside its phone, and one account said twice', () => {
    const bundle = (name: string, status?: string) => ({
      relationshipType: 'Bundled',
      product: { name, ...(status && { status }) },
    })
    const read = lineOfProduct(
      product({
        productRelationship: [
          bundle('A'),
          bundle('B', 'active'),
          bundle('C', 'terminated'),
          bundle('D', 'created'),
        ],
        realizingResource: [
          { value: 'phone', '@referredType': 'PhysicalResource' },
          { value: '89', '@referredType': 'SIM card' },
        ],
        billingAccount: [{ id: 'A' }, { id: 'A' }],
      }),
      ...([hu, now] as const),
    )
    expect(said(read)).toMatchObject([{ options: 'A|B', iccid: '89', billingAccount: 'A' }])
  })
})

describe('an allowance', () => {
  const bucket = (more: object) => ({
    ...{ name: 'D', usageType: 'Data', relatedParty, logicalResource: [{ id: '1' }] },
    ...{ remainingValue: { amount: '5', units: 'GB' }, ...more },
  })
  test.each<[object, string | undefined]>([
    [{}, undefined],
    [{ status: 'Active' }, undefined],
    [{ logicalResource: [{ id: '1' }, { id: '1' }] }, undefined],
    [{ logicalResource: undefined, product: { id: '1' } }, undefined],
    [{ usageType: 'monetary', remainingValue: { amount: '5', units: 'HUF' } }, undefined],
    [{ status: 'expired' }, 'subscriptions.bucket_inactive status'],
    [{ status: 'Suspended' }, 'subscriptions.bucket_inactive status'],
    [{ status: 'inactive' }, 'subscriptions.bucket_inactive status'],
    [{ status: 'odd' }, 'subscriptions.bucket_inactive status'],
    [{ logicalResource: [{ id: '1' }, { id: '2' }] }, 'files.several line'],
    [{ logicalResource: undefined, product: [{ id: '1' }, { id: '2' }] }, 'files.several line'],
    [{ relatedParty: [...relatedParty, { id: 'b', role: 'customer' }] }, 'files.several company'],
    [{ usageType: 'toString' }, 'subscriptions.bucket_unknown kind'],
  ])('%j', (more, problem) => {
    const answer = said(bucketOfBalance(bucket(more), 'HUF'))
    if (problem) expect(answer).toBe(problem)
    else expect(answer).toMatchObject([{ line: '1', name: 'D' }])
  })
})

describe('an account is billed where its contact says a place', () => {
  const account = (...contact: object[]) => ({ id: 'A', relatedParty, contact })
  const place = (street1: string, more: object = {}) => ({
    ...{
      mediumType: 'postalAddress',
      characteristic: { street1, city: 'Pécs', postCode: '7621', country: 'HU' },
    },
    ...more,
  })
  const mail = { mediumType: 'email', preferred: true, characteristic: { emailAddress: 'a@acme.example' } }
  const named = (contactName: string, ...contactMedium: object[]) => ({ contactName, contactMedium })
  test.each<[object[], object | string]>([
    [[named('Acme', place('Fő 1'))], { debtor: 'Acme', street: 'Fő 1' }],
    [[named('Acme', mail, place('Fő 1'))], { debtor: 'Acme', street: 'Fő 1', country: 'HU' }],
    [[named('Anna', mail), named('Acme', place('Fő 1'))], { debtor: 'Acme', street: 'Fő 1' }],
    [[named('Acme', place('Fő 1'), place('Fő 1'))], { street: 'Fő 1' }],
    [[named('Acme', place('Fő 1'), place('Fő 2', { preferred: true }))], { street: 'Fő 2' }],
    [[named('Acme', mail)], { debtor: 'Acme' }],
    [[], { number: 'A' }],
    [[named('Acme', place('Fő 1'), place('Fő 2'))], 'files.several contactMedium'],
    [[named('Acme', place('Fő 1')), named('Acme', place('Fő 2'))], 'files.several contactMedium'],
    [[named('Acme', place('Fő 1')), named('Other', place('Fő 1'))], 'files.several debtor'],
    [[named('Anna', mail), named('Béla', mail)], 'files.several debtor'],
  ])('%#', (contact, expected) => {
    const answer = said(accountOf(account(...contact)))
    if (typeof expected === 'string') expect(answer).toBe(expected)
    else expect(answer).toMatchObject([expected])
  })
})
