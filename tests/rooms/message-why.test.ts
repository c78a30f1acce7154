import { afterEach, expect, test, vi } from 'vitest'
import messageWhy from '@/bin/tasks/message-why'
import { type SmsClient, smsClient } from '@/lib/channels/sms/client'
import { log } from '@/lib/infra/log/log.mjs'
import { dispatch } from '@/lib/jobs/dispatch'
import { whyNot } from '@/lib/jobs/why'
import { DAY, HOUR, SECOND } from '@/lib/kernel/clock'
import { channelReporter } from '@/lib/outbox/channel-states'
import { keepReceipt } from '@/lib/outbox/receipts'
import { useContext } from '../support/context'
import { deliverBody, MessageCentre } from '../support/message-centre'
import { aCompany, aUser, upToCode } from '../support/people'
import { providers } from '../support/providers'

const context = useContext()
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const each of open.splice(0)) await each.close()
})

/** What the command prints. */
async function why(...args: string[]): Promise<string> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line))
  expect(await messageWhy(args)(async () => context)).toBe(0)
  log.mockRestore()
  return lines.join('\n')
}

async function waiting() {
  const { admin, slug } = await aCompany(context)
  const user = await aUser(context, admin)
  const token = await upToCode(context, user.account, user.password)
  const { mobile, email } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  const { id } = await context.db.message.findFirstOrThrow({
    where: { kind: 'identity.code_requested' },
    orderBy: { id: 'desc' },
  })
  return { user, token, mobile, email, id, slug, admin }
}

test('a code: refused, taken and answered for, in every spelling of its number', async () => {
  let refusals = 3
  const centre = await new MessageCentre({ submit: () => (refusals-- > 0 ? { status: 0x58 } : 'A1') }).start()
  const onReceipt = (receipt: Parameters<typeof keepReceipt>[0]) => keepReceipt(receipt, context)
  const client: SmsClient = smsClient({ url: centre.url, from: 'Portal', clock: context.clock, onReceipt })
  open.push(client, centre)
  await centre.bound()
  await centre.ask(0x15, Buffer.alloc(0))
  const { mobile, id } = await waiting()
  const ends = { ...providers().ends, sms: client }
  for (let n = 0; n < 3; n++) await dispatch(id, context, ends).catch(() => undefined)
  expect(await why(mobile)).toMatch(
    /part 1 not taken, 3 times until .*Z: refused by the message centre: 0x58 ESME_RTHROTTLED/,
  )
  await dispatch(id, context, ends)
  const from = mobile.slice(1)
  await centre.ask(0x05, deliverBody({ from, text: 'id:161 stat:UNDELIV err:027 text:' }))
  await centre.ask(0x05, deliverBody({ from, text: 'id:999 stat:DELIVRD err:000 text:' }))
  const national = `06 ${mobile.slice(3, 5)} ${mobile.slice(5)}`
  for (const spelling of [
    [mobile],
    [national],
    national.split(' '),
    [mobile.replace('+', '00')],
    [mobile.slice(3)],
  ]) {
    const said = await why(...spelling)
    expect(said).toContain('identity.code_requested')
    expect(said).toContain('sms undelivered')
    expect(said).toContain('part 1 taken (undelivered): A1')
    expect(said).toContain('receipt of part 1: id:161 stat:UNDELIV err:027')
    expect(said).toMatch(/fits none of its messages.*id:999 stat:DELIVRD/)
    expect(said).toContain('Codes in the last 10 minutes: 1; an account gets 4 there.')
  }
})

test('what was never written: cancelled, withheld by a limit, held back over a budget', async () => {
  const { mobile, id, user, email } = await waiting()
  context.pass(HOUR)
  await dispatch(id, context, providers().ends)
  expect(await why(mobile)).toMatch(
    /identity\.code_requested .* message cancelled: the code has expired\n {2}nothing was written to it/,
  )
  for (let n = 0; n < 9; n++) await upToCode(context, user.account, user.password)
  expect(await why(mobile)).toMatch(
    /a code \(sign_in\) for .*: not sent, a limit or an SMS budget was used up/,
  )
  const created = await context.db.message.findFirstOrThrow({
    where: { kind: 'company.user_created', payload: { path: ['userId'], equals: user.id } },
  })
  await dispatch(created.id, context, providers().ends)
  await context.db.delivery.updateMany({
    where: { messageId: created.id },
    data: { state: 'held', problem: 'over a budget', dueAt: context.clock() },
  })
  expect(await why(email)).toMatch(/mail held, .*looked at again .*over a budget/)
  context.pass(9 * DAY)
  expect(await why(email)).toContain('0 messages in the last 7 days')
  expect(await why(email, '--days', '30')).toContain('company.user_created')
})

test('of more than are told the newest are, in the order of their time', async () => {
  const { mobile, admin } = await waiting()
  const number = `+3670${mobile.slice(5)}`
  const at = (n: number) => new Date(context.clock().getTime() - (1_000 - n) * SECOND)
  const moments = Array.from({ length: 205 }, (_, n) => at(n))
  await context.db.$executeRaw`
    WITH begun AS (
      INSERT INTO sign_in (id, token_hash, state, login, account_key, factors, created_at, expires_at)
      SELECT gen_random_uuid(), decode(md5(at::text) || 'e0', 'hex'), 'closed', 'x@y', 'account:x', '{}', at, at
      FROM unnest(${moments}::timestamptz[]) AS at RETURNING id, created_at)
    INSERT INTO challenge (id, sign_in_id, user_id, company_id, purpose, key_id, msisdn, reference, created_at, expires_at)
    SELECT gen_random_uuid(), id, ${admin.subject.id}::uuid, ${admin.company.id}::uuid, 'sign_in', ${context.keys.current.id},
      ${number}, 'K7', created_at, created_at FROM begun`
  await context.db.unmatchedReceipt.createMany({
    data: moments.map((each, n) => ({ at: each, numbers: [number], text: `receipt ${n}` })),
  })
  const found = await whyNot(number, new Date(0), context)
  const newest = Array.from({ length: 200 }, (_, n) => n + 5)
  expect(found.withheld.map((each) => each.at)).toEqual(newest.map(at))
  expect(found.unmatched.map(({ text }) => text)).toEqual(newest.map((n) => `receipt ${n}`))
})

test('how the channels stand, and nothing that is no number or address', async () => {
  const said: string[] = []
  vi.spyOn(log, 'error').mockImplementation((line) => void said.push(line))
  const report = channelReporter('sms', 'centre.example:2775', context)
  for (let n = 0; n < 3; n++)
    report('the message centre cannot be reached: wrong password, 0x0e ESME_RINVPASWD')
  expect(said).toEqual([
    expect.stringMatching(/^No SMS goes out by centre\.example:2775: .*wrong password.*SMPP_URL/),
  ])
  await expect.poll(() => context.db.channelState.count()).toBe(1)
  expect(await why('06301234567')).toMatch(
    /sms, worker .*: the message centre cannot be reached: wrong password/,
  )
  // One that has gone silent with it is told for a day, one that took everything is gone.
  channelReporter('mail', 'mail.example:25', context)(null)
  await expect.poll(() => context.db.channelState.count(), { timeout: 20_000 }).toBe(2)
  context.pass(HOUR)
  const silent = await why('06301234567')
  expect(silent).toMatch(/sms, worker .*wrong password/)
  expect(silent).not.toMatch(/mail, worker/)
  await expect(messageWhy(['--days', '0', 'a@b.hu'])(async () => context)).rejects.toThrow('no whole number')
  for (const wrong of ['acme', '1234', '+4912345', '12885', 'a@b', '@x.hu', 'a b@c.hu'])
    await expect(messageWhy([wrong])(async () => context)).rejects.toThrow(
      /is no (mobile number|e-mail address)/,
    )
})
