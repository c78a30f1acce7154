import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { deliver } from '../support/deliver'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

const digits = () => `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`

test('who asks for a right learns of no line, account or cost centre out of reach, by page or by form', async () => {
  const { admin, slug } = await aCompany(context)
  const eve = await aUser(context, admin)
  const numbers = [digits(), digits()]
  const { ids } = await deliver(context, [
    { company: slug, number: numbers[0]!, costCentre: 'Hers', billingAccount: 'A-hers' },
    { company: slug, number: numbers[1]!, costCentre: 'Secret', billingAccount: 'A-secret' },
  ])
  const of = async (table: 'centre' | 'account', name: string) =>
    table === 'centre'
      ? (await context.db.costCentre.findFirstOrThrow({ where: { companyId: admin.company.id, name } })).id
      : (
          await context.db.billingAccount.findFirstOrThrow({
            where: { companyId: admin.company.id, number: name },
          })
        ).id
  value(await giveRight(context, admin, eve.id, `line:view@line:${ids[0]}`))
  const her = await sessionOf(context, eve.account)
  const ask = (on: string) => her.get(`/approvals/ask?fn=usage:view&on=${on}`)
  const mine = [
    `line:${ids[0]}`,
    `centre:${await of('centre', 'Hers')}`,
    `account:${await of('account', 'A-hers')}`,
  ]
  for (const on of mine) expect((await ask(on)).status, on).toBe(200)
  const others = [
    `line:${ids[1]}`,
    `centre:${await of('centre', 'Secret')}`,
    `account:${await of('account', 'A-secret')}`,
  ]
  // Ids and nonces differ, and so does where Next cuts what it streams into pieces.
  const strip = (text: string) =>
    text
      .replace(/nonce="[^"]*"/g, '')
      .replaceAll('"])</script><script >self.__next_f.push([1,"', '')
      .replace(/[0-9a-f-]{36}|\d{6,}/g, '')
  for (const on of others) {
    const [hidden, nowhere] = [await ask(on), await ask(`${on.split(':')[0]}:${randomUUID()}`)]
    expect([hidden.status, nowhere.status], on).toEqual([404, 404])
    expect(hidden.text).not.toMatch(/Secret|A-secret/)
    expect(strip(hidden.text).length).toBe(strip(nowhere.text).length)
  }
  // And by the form, with another place in it.
  const form = await her.form(`/approvals/ask?fn=usage:view&on=${mine[0]}`, 'Ask')
  for (const on of others) {
    const { status } = await her.send(form, { on, comment: 'x' })
    expect(status, on).toBe((await her.send(form, { on: `line:${randomUUID()}`, comment: 'x' })).status)
  }
  expect(await context.db.approvalRequest.count({ where: { byId: eve.id } })).toBe(0)
  await her.send(form, { comment: 'x' })
  expect(await context.db.approvalRequest.count({ where: { byId: eve.id } })).toBe(1)
})
