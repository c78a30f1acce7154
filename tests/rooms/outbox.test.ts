import { describe, expect, test } from 'vitest'
import { NotTaken } from '@/lib/channels/outcome'
import { editUser } from '@/lib/company/users/edit-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { dispatch } from '@/lib/jobs/dispatch'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { keepReceipt } from '@/lib/outbox/receipts'
import { useContext } from '../support/context'
import { editedUser } from '../support/edited'
import {
  aCompany,
  aMobile,
  aUser,
  codeOf,
  signIn,
  temporaryPasswordOf,
  upToCode,
  value,
} from '../support/people'
import { providers } from '../support/providers'

const context = useContext()

const last = async (kind: string) =>
  context.db.message.findFirstOrThrow({ where: { kind }, orderBy: { id: 'desc' } })
const state = async (id: string) => (await context.db.message.findUniqueOrThrow({ where: { id } })).state

describe('the outbox', () => {
  test('the mail of a new user holds the lines the contract promises, and the password that opens', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const { mails, ends } = providers()
    await dispatch((await last('company.user_created')).id, context, ends)
    expect(mails[0]!.text.split('\n')).toContain(`User name: ${user.account}`)
    expect(mails[0]!.text.split('\n')).toContain(`Temporary password: ${user.password}`)
    expect(mails[0]!.html).toContain(user.password)
    expect(mails[0]!.html).not.toMatch(/<a |<img|href=/)
  })

  test('told once: a second run of the same message sends nothing more', async () => {
    const { admin } = await aCompany(context)
    await aUser(context, admin)
    const { mails, ends } = providers()
    const { id } = await last('company.user_created')
    await dispatch(id, context, ends)
    await dispatch(id, context, ends)
    expect(mails).toHaveLength(1)
    expect(await state(id)).toBe('completed')
  })

  test('a provider that is down: tried again until it is up, and what had gone out is not repeated', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const typed = { id: user.id, name: 'Ben', email: 'moved@firm.example', mobile: aMobile() }
    value(await editUser(admin, await editedUser(context, typed), context))
    const { id } = await last('company.user_edited')
    let down = true
    const { mails, texts, ends } = providers((to) =>
      down && to.startsWith('+36') ? new NotTaken('down', false) : null,
    )
    await expect(dispatch(id, context, ends)).rejects.toBeInstanceOf(NotTaken)
    expect([mails.length, texts.length, await state(id)]).toEqual([2, 0, 'in_progress'])
    down = false
    await dispatch(id, context, ends)
    expect([mails.length, texts.length, await state(id)]).toEqual([2, 2, 'completed'])
    expect(new Set(mails.map(({ to }) => to))).toEqual(
      new Set([`${user.login}@firm.example`, 'moved@firm.example']),
    )
    expect(mails[0]!.text).not.toContain('moved@firm.example')
  })

  test('an address that can never be reached is settled, not tried for ever', async () => {
    const { admin } = await aCompany(context)
    await aUser(context, admin)
    const { id } = await last('company.user_created')
    await dispatch(id, context, providers(() => new NotTaken('550 no such user', true)).ends)
    expect(await state(id)).toBe('failed')
    expect(await context.db.delivery.findFirst({ where: { messageId: id } })).toMatchObject({
      state: 'rejected',
      problem: '550 no such user',
    })
  })

  test('what a server does not take for days is settled too', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const typed = { id: user.id, name: 'Ben', email: 'full@firm.example', mobile: aMobile() }
    value(await editUser(admin, await editedUser(context, typed), context))
    const { id } = await last('company.user_edited')
    const full = providers(() => new NotTaken('452 mailbox full', false)).ends
    // However long nobody tried.
    context.pass(1.5 * DAY)
    for (const days of [0, 4]) {
      context.pass(days * DAY)
      await expect(dispatch(id, context, full)).rejects.toBeInstanceOf(NotTaken)
    }
    expect(await state(id)).toBe('in_progress')
    context.pass(1.2 * DAY)
    await dispatch(id, context, full)
    expect(await state(id)).toBe('failed')
    expect(await context.db.delivery.findFirst({ where: { messageId: id } })).toMatchObject({
      state: 'rejected',
      problem: '452 mailbox full',
    })
  })

  test('a code is sent to the number, and its receipt is stored', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    await upToCode(context, user.account, user.password)
    const { id } = await last('identity.code_requested')
    const { texts, ends } = providers()
    await dispatch(id, context, ends)
    const code = await codeOf(context, user.account)
    expect(texts[0]!.text.split('\n').at(-1)).toBe(`@localhost #${code}`)
    const delivery = await context.db.delivery.findFirstOrThrow({ where: { messageId: id } })
    expect(delivery.state).toBe('sent')
    const keys = { same: [delivery.providerId!], other: [] }
    await keepReceipt({ keys, numbers: [], state: 'delivered', text: 'stat:DELIVRD' }, context)
    expect(await context.db.delivery.findFirst({ where: { messageId: id } })).toMatchObject({
      state: 'delivered',
    })
  })

  test('what is no longer worth telling is cancelled: used and expired codes, replaced passwords', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const created = await last('company.user_created')
    const token = await upToCode(context, user.account, user.password)
    const used = await last('identity.code_requested')
    value(await enterCode(token, { code: await codeOf(context, user.account) }, context))
    value(await reissueTemporaryPassword(admin, { id: user.id }, context))
    await signIn(context, user.account, await temporaryPasswordOf(context, user.id))
    const expired = await last('identity.code_requested')
    context.pass(6 * MINUTE)
    const { mails, texts, ends } = providers()
    for (const { id } of [created, used, expired]) {
      await dispatch(id, context, ends)
      expect(await state(id)).toBe('cancelled')
    }
    expect([mails.length, texts.length]).toEqual([0, 0])
  })
})
