import { describe, expect, test } from 'vitest'
import { paymentOf, usageOfEvent } from '@/lib/billing/files/tmf'
import { billReader } from '@/lib/billing/files/tmf-bill'
import type { Cells, Unread } from '@/lib/intake/file-kind'
import { MARKETS } from '@/lib/market/market'
import { bucketOfBalance, lineOfProduct } from '@/lib/subscriptions/files/tmf'
import { accountOf } from '@/lib/subscriptions/files/tmf-account'

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
    [{ type: 'appliedBillingCredit', taxExcludedAmount: money('0') }, undefined],
    [{ type: 'appliedBillingCredit', taxExcludedAmount: money(' 0.00') }, undefined],
    [{ type: 'appliedBillingCredit', taxExcludedAmount: money('0.01') }, 'bills.credit_positive net'],
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
  test('days are those of the market', () => {
    const days = { issuedOn: '2026-11-05T22:30:00Z', from: '2026-09-30T21:00:00Z' }
    const head = {
      billDate: days.issuedOn,
      billingPeriod: { startDateTime: days.from, endDateTime: '2026-10-31T20:59:59Z' },
    }
    for (const [market, issuedOn, periodFrom] of [
      [hu, '2026-11-05', '2026-09-30'],
      [MARKETS.ru, '2026-11-06', '2026-10-01'],
    ] as const) {
      const reader = billReader(market)
      expect(reader.rows(bill(head), 1)).toEqual([])
      expect(said(reader.rows(rate(), 2))).toMatchObject([{ issuedOn, periodFrom }])
    }
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
    [{ status: 'pendingTerminate', terminationDate: '2026-11-28' }, 'active'],
    [{ status: 'pendingTerminate', terminationDate: '2026-11-26' }, 'terminated'],
    [
      { status: 'pendingTerminate', terminationDate: '2026-11-27T09:00:00Z', ...fine('suspended') },
      'terminated',
    ],
    [{ status: 'pendingTerminate', ...fine('suspended') }, 'suspended'],
    [{ status: null, terminationDate: null }, 'undefined'],
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
    [
      { status: 'pendingTerminate', terminationDate: '2026-12-24', ...fine('terminated') },
      'subscriptions.status_contradicts status',
    ],
    [{ billingAccount: [{ id: 'A' }, { id: 'B' }] }, 'files.several billingAccount'],
    [
      {
        realizingResource: [{ value: '1', '@referredType': 'SIM' }],
        productCharacteristic: [{ name: 'iccid', value: '2' }],
      },
      'files.several iccid',
    ],
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
    ...[null, [], [{ id: '' }], { id: ' ' }, [{ id: null }], [{}]].map(
      (logicalResource): [object, undefined] => [{ logicalResource, product: { id: '1' } }, undefined],
    ),
    [{ usageType: 'monetary', remainingValue: { amount: '5', units: 'HUF' } }, undefined],
    [{ status: 'expired' }, undefined],
    [{ status: 'Expired', remainingValue: null }, undefined],
    [{ status: 'EXPIRED', remainingValue: { amount: '?', units: 'parsec' } }, undefined],
    [{ status: 'Suspended' }, undefined],
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

describe('null is as empty as an empty text', () => {
  type Shape = [string, object, (element: object) => Cells | Unread]
  const readBill = (head: object, charge: object) => {
    const reader = billReader(hu)
    const first = reader.rows(head, 1)
    return taken(first) ? reader.rows(charge, 2) : first
  }
  const product = {
    ...{ id: '1', status: 'active', startDate: '2026-01-01', terminationDate: '2026-12-01', relatedParty },
    ...{ productSerialNumber: '+36201234567', productOffering: { name: 'M' }, billingAccount: [{ id: 'A' }] },
    realizingResource: [{ value: '89', '@referredType': 'SIM' }],
    productCharacteristic: [{ name: 'costCentre', value: 'C' }],
    productRelationship: [{ relationshipType: 'bundled', product: { name: 'O', status: 'active' } }],
  }
  const bill = {
    ...{ id: '1', billNo: 'B-1', billDate: '2026-11-05', paymentDueDate: '2026-11-20', relatedParty },
    billingPeriod: { startDateTime: '2026-10-01', endDateTime: '2026-10-31' },
    ...{ taxIncludedAmount: money('127'), billingAccount: { id: 'A' }, category: 'normal', state: 'sent' },
    ...{ correctedBill: { id: 'B-0' }, roundingAmount: money('0') },
  }
  const rate = {
    ...{ bill: { id: '1' }, name: 'Fee', type: 'fee', isBilled: true, product: { id: '1' } },
    ...{ taxExcludedAmount: money('100'), appliedTax: [{ taxRate: '27', taxCategory: 'S' }] },
    characteristic: [{ name: 'kind', value: 'fee' }],
  }
  const usage = {
    ...{ id: 'U', usageDate: '2026-11-14T09:13:16Z', usageType: 'voice', status: 'rated', relatedParty },
    usageCharacteristic: [{ name: 'quantity', value: '60' }],
    ratedProductUsage: [{ productRef: { id: '1' }, taxExcludedRatingAmount: money('5') }],
  }
  const payment = {
    ...{
      id: 'P',
      paymentDate: '2026-11-20',
      totalAmount: money('127'),
      account: { id: 'A' },
      status: 'done',
    },
    ...{ payer: { id: 'acme' }, reverses: { id: 'P-0' } },
    paymentItem: [{ item: { id: 'B' }, amount: money('127'), totalAmount: money('127') }],
  }
  const bucket = {
    ...{ name: 'D', usageType: 'data', status: 'active', relatedParty, logicalResource: { id: '1' } },
    ...{ product: { id: '1' }, remainingValue: { amount: '5', units: 'GB' } },
    ...{ usedValue: { amount: '5', units: 'GB' }, validFor: { endDateTime: '2026-12-01T00:00:00Z' } },
  }
  const account = {
    ...{ id: 'A', name: 'Main', relatedParty, characteristic: [{ name: 'taxNumber', value: 'HU1' }] },
    contact: [
      { contactName: 'Acme', contactMedium: [{ preferred: true, characteristic: { city: 'Pécs' } }] },
    ],
  }
  const shapes: Shape[] = [
    ['a product', product, (each) => lineOfProduct(each, hu, now)],
    ['a bill', bill, (each) => readBill(each, rate)],
    ['a charge', rate, (each) => readBill(bill, each)],
    ['usage', usage, (each) => usageOfEvent(each, hu)],
    ['a payment', payment, (each) => paymentOf(each, hu)],
    ['an allowance', bucket, (each) => bucketOfBalance(each, 'HUF')],
    ['an account', account, (each) => accountOf(each)],
  ]
  /** Every element that has one of its fields, however deep, without it, or null instead of it. */
  function* instead(of: unknown, value: null | undefined): Generator<unknown> {
    if (typeof of !== 'object' || of === null) return
    for (const [key, each] of Object.entries(of)) {
      const put = (to: unknown) => (Array.isArray(of) ? of.with(Number(key), to) : { ...of, [key]: to })
      if (!Array.isArray(of)) yield put(value)
      for (const part of instead(each, value)) yield put(part)
    }
  }
  const filled = (read: Cells | Unread) =>
    taken(read)
      ? (read as Cells).map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')),
        )
      : (read as Unread).code

  test.each(shapes)('in %s: it is read as if it were not there', (_, element, read) => {
    const nulls = [...instead(element, null)]
    expect(nulls.length).toBeGreaterThan(10)
    for (const [at, without] of [...instead(element, undefined)].entries())
      expect(filled(read(nulls[at] as object)), JSON.stringify(nulls[at])).toEqual(
        filled(read(without as object)),
      )
  })
  test.each<[string, string[]]>([
    ['productOffering', ['tariff']],
    ['billingAccount', ['billingAccount']],
    ['realizingResource', ['iccid']],
    ['productRelationship', ['options']],
  ])('a line without %s has none any more; one that does not mention it stays', (field, empty) => {
    const cells = (value: unknown) => (lineOfProduct({ ...product, [field]: value }, hu, now) as Cells)[0]!
    for (const cell of empty) {
      expect(cells(null)[cell]).toBe('')
      expect(cells(undefined)).not.toHaveProperty(cell)
    }
  })
  test.each([null, []])('an account whose contact is %j is billed nowhere any more', (contact) => {
    const cells = (accountOf({ ...account, contact }) as Cells)[0]!
    expect(cells).toMatchObject({ debtor: '', street: '', city: '', postcode: '', country: '', name: 'Main' })
    expect(accountOf({ ...account, contact: undefined })).not.toMatchObject([{ street: '' }])
  })
  test.each<[object, object]>([
    [{ productCharacteristic: [{ name: 'msisdn', value: ' ' }] }, { number: '+36201234567' }],
    [{ productCharacteristic: [{ name: 'msisdn', value: null }] }, { number: '+36201234567' }],
    [{ productCharacteristic: [{ name: 'iccid', value: '' }] }, { iccid: '89' }],
    [
      {
        relatedParty: [...relatedParty, { role: 'user', name: 'A', email: 'a@b.hu' }],
        productCharacteristic: [{ name: 'email', value: '' }],
      },
      { email: 'a@b.hu' },
    ],
    [{ productCharacteristic: [{ name: 'msisdn', value: '' }], productSerialNumber: '' }, { reference: '1' }],
  ])('what is blank gives way to what is not: %j', (more, cells) => {
    expect(said(lineOfProduct({ ...product, ...more }, hu, now))).toMatchObject([cells])
  })
  test('what is blank gives way in charges and usage, too', () => {
    const blank = (name: string) => ({ name, value: '' })
    expect(readBill(bill, { ...rate, characteristic: [blank('msisdn'), blank('kind')] })).toMatchObject([
      { line: '1', kind: 'fee' },
    ])
    const usageCharacteristic = [blank('originatingNumber'), { name: 'quantity', value: '60' }]
    expect(usageOfEvent({ ...usage, usageCharacteristic }, hu)).toMatchObject([{ line: '1' }])
  })
})

test('what says several things still says what it is about', () => {
  const two = [{ id: '1' }, { id: '2' }]
  expect(
    lineOfProduct({ id: '1', relatedParty, productSerialNumber: '5', billingAccount: two }, hu, now),
  ).toMatchObject({
    code: 'files.several',
    record: { company: 'acme', number: '5' },
  })
  expect(
    accountOf({
      id: 'A',
      relatedParty,
      characteristic: [1, 2].map((n) => ({ name: 'taxNumber', value: `${n}` })),
    }),
  ).toMatchObject({
    code: 'files.several',
    record: { company: 'acme', number: 'A' },
  })
  const place = (city: string) => ({ contactMedium: [{ characteristic: { city } }] })
  expect(accountOf({ id: 'A', relatedParty, contact: [place('Pécs'), place('Győr')] })).toMatchObject({
    field: 'contactMedium',
    record: { number: 'A' },
  })
  const countries = ['AT', 'DE'].map((value) => ({ name: 'country', value }))
  expect(
    usageOfEvent(
      {
        id: 'U',
        usageDate: '2026-11-14T09:13:16Z',
        usageType: 'data',
        relatedParty,
        usageCharacteristic: countries,
      },
      hu,
    ),
  ).toMatchObject({ field: 'abroad', record: { company: 'acme', reference: 'U' } })
})
