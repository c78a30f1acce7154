import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import { writeCursor } from '@/lib/kernel/cursor'
import { aCompanyWithBills } from '../support/billed'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { intake } from '../support/intake'
import { value } from '../support/people'
import type { Visitor } from '../support/visitor'

let context: Inside
let slug: string
let key: string
let number: string
let line: string
let bill: string
let ada: Visitor
beforeAll(async () => {
  context = insidePortal()
  const firm = await aCompanyWithBills(context, { seed: 616, lines: 5, months: 2 })
  slug = firm.slug
  const scope = { kinds: ['all'], companies: null, days: 30 }
  key = value(await createApiKey(`dates-${randomUUID().slice(0, 8)}`, scope, context)).key
  const companyId = firm.admin.company.id
  const found = await context.db.subscription.findFirstOrThrow({
    where: { companyId, status: 'active', msisdn: { not: null } },
  })
  number = found.msisdn!
  line = found.id
  bill = (await context.db.bill.findFirstOrThrow({ where: { companyId } })).id
  ada = await sessionOf(context, firm.admin.name)
})
afterAll(() => context.close())

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
const HEADS = {
  usage: 'company,line,at,reference,kind,quantity,net',
  bills: 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
  payments: 'company,reference,account,amount,paidOn',
  buckets: 'company,line,kind,name,used,validTo',
  lines: 'company,number,since',
}
type Kind = keyof typeof HEADS
const row = (kind: Kind, more: Record<string, string>) => {
  const cells: Record<string, string> = {
    ...{
      company: slug,
      line: number,
      number,
      reference: randomUUID(),
      account: 'D-1',
      bill: 'D-1',
      kind: 'voice',
    },
    ...{ quantity: '1', net: '0', rate: '0', name: 'x', used: '1', amount: '1', billTotal: '0' },
    ...{ at: `${day(-1)}T00:00:00Z`, paidOn: day(-1), validTo: `${day(30)}T00:00:00Z`, since: day(-30) },
    ...{ issuedOn: day(-10), dueOn: day(10), periodFrom: day(-40), periodTo: day(-10) },
    ...(kind === 'bills' && { kind: 'fee' }),
    ...(kind === 'buckets' && { kind: 'data' }),
    ...more,
  }
  return HEADS[kind]
    .split(',')
    .map((column) => cells[column])
    .join(',')
}
const send = (kind: Kind, ...rows: string[]) =>
  intake(`${kind}?dry=1`, [HEADS[kind], ...rows].join('\n'), key)

describe('a date that cannot be meant is refused with its row', () => {
  const MOMENTS = [
    '9999-12-31T23:59:59Z',
    '1900-01-01T00:00:00Z',
    '2100-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
  ]
  const DAYS = MOMENTS.map((moment) => moment.slice(0, 10))
  const fields: [Kind, string, string[]][] = [
    ['usage', 'at', [...MOMENTS, `${day(3)}T00:00:00Z`]],
    ['payments', 'paidOn', [...DAYS, day(3)]],
    ['buckets', 'validTo', MOMENTS],
    ['lines', 'since', [...DAYS, ...MOMENTS]],
    ['bills', 'issuedOn', DAYS],
    ['bills', 'dueOn', DAYS],
    ['bills', 'periodFrom', DAYS],
    ['bills', 'periodTo', DAYS],
  ]
  test.each(fields)('%s, %s', async (kind, field, dates) => {
    const answer = await send(kind, row(kind, {}), ...dates.map((date) => row(kind, { [field]: date })))
    expect(answer.status).toBe(422)
    const refused = (answer.problems as { row: number; field: string | null }[]).filter(
      (problem) => problem.field === field,
    )
    // The first row is as it should be.
    expect(refused.map((problem) => problem.row)).toEqual(dates.map((_, n) => n + 3))
  })
})

test('numbers larger than can be kept are refused with their row, alone and as a sum', async () => {
  for (const quantity of ['9223372036854775808', '99999999999999999999', '-1', '1e6', 'Infinity'])
    expect(await send('usage', row('usage', { quantity })), quantity).toMatchObject({
      status: 422,
      problems: [{ row: 2, field: 'quantity' }],
    })
  for (const net of ['99999999999999', '92233720368547758.08', '-1'])
    expect(await send('usage', row('usage', { net })), net).toMatchObject({
      status: 422,
      problems: [{ row: 2, field: 'net' }],
    })
  const most = Array.from({ length: 9_400 }, () => row('usage', { quantity: '999999999999999' }))
  expect(await send('usage', ...most)).toMatchObject({
    status: 422,
    problems: [{ code: 'files.sum_too_large', row: expect.any(Number) }],
  })
  const json = (value: string) =>
    `[{"id":"x","usageDate":"${day(-1)}T00:00:00Z","usageType":"voice","relatedParty":[{"id":"${slug}","role":"customer"}],"usageCharacteristic":[{"name":"originatingNumber","value":"${number}"},{"name":"quantity","value":${value}}]}]`
  for (const value of ['9007199254740993', '1e400', '123456789012345678901234567890', '-5'])
    expect((await intake('usage?dry=1', json(value), key, 'application/json')).status, value).toBe(422)
})

test('an address with any month, number or place in a list opens a page or is not there', async () => {
  const far = [
    writeCursor(2 ** 53 - 1),
    writeCursor(2 ** 53 - 1, 'x'),
    writeCursor('9999-12-31', 'x'),
    writeCursor('month', '9999-12-31', 'x'),
  ]
  const addresses = [
    ...['9999-12', '0001-01', '2026-13', '99999-01', ''].map(
      (month) => `/lines/${line}/usage?month=${month}`,
    ),
    ...['9999-12', '1900-01'].map((month) => `/lines/${line}/usage/export?month=${month}`),
    ...far.flatMap((after) => [
      ...['changes', 'centre', 'line', 'kind'].map((by) => `/bills/${bill}?by=${by}&after=${after}`),
      `/bills?after=${after}`,
      `/lines?after=${after}`,
      `/lines/${line}/usage?after=${after}`,
    ]),
    ...['9223372036854775808', '99999999999999999999999', '-1', '1e9'].flatMap((n) => [
      `/audit?after=${writeCursor('at', n)}`,
      `/rights/changes?after=${writeCursor('at', n)}`,
      `/rights/changes/${n}`,
    ]),
  ]
  for (const address of addresses) expect([200, 404], address).toContain((await ada.get(address)).status)
})
