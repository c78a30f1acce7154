import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmsClient, smsClient } from '@/lib/channels/sms/client'
import type { ReceiptIds } from '@/lib/channels/sms/receipt-ids'
import { dispatch } from '@/lib/jobs/dispatch'
import { HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { acceptedParts } from '@/lib/outbox/attempts'
import { keepReceipt, RECEIPT_KEPT } from '@/lib/outbox/receipts'
import { useContext } from '../support/context'
import { C, dataBody, deliverBody, MessageCentre, type Sms, tlv } from '../support/message-centre'
import { aCompany, aUser } from '../support/people'
import { providers } from '../support/providers'

const context = useContext()
const DELIVER = 0x05
let companyId: string
let userId: string
let recipient: string
/** What the centre says to each part; set by each test. */
let answer: (
  sms: Sms,
) => ReturnType<NonNullable<ConstructorParameters<typeof MessageCentre>[0]>['submit'] & {}> = () => '1'
const centre = new MessageCentre({ submit: (sms) => answer(sms) })
let client: SmsClient

beforeAll(async () => {
  await centre.start()
  const { admin } = await aCompany(context)
  companyId = admin.subject.companyId
  // Its name makes the notice two parts.
  userId = (await aUser(context, admin, 'a-name-of-twenty-five-chars')).id
  const user = await context.db.user.findUniqueOrThrow({ where: { id: userId } })
  recipient = user.mobile
  await context.db.user.update({ where: { id: userId }, data: { language: 'hu' } })
  client = await bind('auto')
})
beforeEach(() => {
  context.pass(25 * HOUR)
  centre.texts.length = 0
})
afterAll(async () => {
  await client.close()
  await centre.close()
})

async function bind(receiptIds: ReceiptIds): Promise<SmsClient> {
  const already = centre.binds.length
  const onReceipt = (receipt: Parameters<typeof keepReceipt>[0]) => keepReceipt(receipt, context)
  const opened = smsClient({ url: centre.url, from: 'Portal', clock: context.clock, receiptIds, onReceipt })
  await centre.bound(already + 1)
  await centre.ask(0x15, Buffer.alloc(0))
  return opened
}

/** Announces that a password was reset: a mail, and an SMS of two parts. */
async function announced(): Promise<string> {
  const id = newId()
  const payload = { userId }
  await context.db.message.create({
    data: { id, kind: 'identity.password_reset', companyId, payload, createdAt: context.clock() },
  })
  return id
}
const send = (id: string, by = client) => dispatch(id, context, { ...providers().ends, sms: by })
const stateOf = async (messageId: string) =>
  (await context.db.delivery.findFirstOrThrow({ where: { messageId, channel: 'sms' } })).state

type Said = {
  id?: string
  stat?: string | undefined
  from?: string
  to?: string
  tlvs?: Buffer[]
  esmClass?: number
  coding?: number
}
const text = ({ id, stat }: Said) =>
  `${id === undefined ? '' : `id:${id} `}sub:001 dlvrd:001 submit date:2611211000 done date:2611211001 ${stat ? `stat:${stat} ` : ''}err:000 text:Uj jelszot`
const receiptOf = (said: Said) =>
  deliverBody({
    from: recipient.slice(1),
    stat: 'DELIVRD',
    ...said,
    text: text({ stat: 'DELIVRD', ...said }),
  } as never)
const receipt = async (said: Said) => expect((await centre.ask(DELIVER, receiptOf(said))).status).toBe(0)
const messageState = (state: number) => tlv(0x427, Buffer.from([state]))

/** Ids of the two parts as the centre answers them, and how it writes them in their receipts. */
const NOTATIONS: [what: string, answers: string[], receipts: Said[]][] = [
  ['alike', ['ab_1@x', 'ab_2@x'], [{ id: 'ab_1@x' }, { id: 'ab_2@x' }]],
  ['hexadecimal, then decimal', ['5F3A21B0', '5F3A21BA'], [{ id: '1597645232' }, { id: '1597645242' }]],
  ['decimal, then hexadecimal', ['1597645332', '1597645342'], [{ id: '5f3a2214' }, { id: '5F3A221E' }]],
  ['leading zeros in the answer', ['0000071001', '0000071002'], [{ id: '71001' }, { id: '71002' }]],
  ['leading zeros in the receipt', ['72001', '72002'], [{ id: '0000072001' }, { id: '0000072002' }]],
  [
    'hexadecimal with zeros, then decimal with zeros',
    ['00AF01', '00AF02'],
    [{ id: '0000044801' }, { id: '0000044802' }],
  ],
  ['letter case', ['C0FFEE01X', 'C0FFEE02X'], [{ id: 'c0ffee01x' }, { id: 'c0ffee02X' }]],
  [
    'only as an optional parameter',
    ['opt-1', 'opt-2'],
    [{ tlvs: [tlv(0x1e, C('opt-1'))] }, { tlvs: [tlv(0x1e, Buffer.from('opt-2'))] }],
  ],
  [
    'the answer’s as an optional parameter, the other one in the text',
    ['9A01', '9A02'],
    [
      { id: '39425', tlvs: [tlv(0x1e, C('9A01'))] },
      { id: '39426', tlvs: [tlv(0x1e, C('9a02'))] },
    ],
  ],
  [
    'a number of 20 digits',
    ['00DE0B6B3A7640001F', '00DE0B6B3A76400020'],
    [{ id: '16000000000000000031' }, { id: '16000000000000000032' }],
  ],
  [
    'from and to changed round',
    ['88001', '88002'],
    [
      { id: '88001', from: 'Portal', to: '36302' },
      { id: '88002', from: 'Portal', to: '36302' },
    ],
  ],
  ['a blank after the colon', ['89001', '89002'], [{ id: ' 89001' }, { id: ' 89002' }]],
]

test.each(NOTATIONS)(
  'ids %s: the message has arrived when both its parts have',
  async (_what, answers, receipts) => {
    const left = [...answers]
    answer = () => left.shift()!
    const id = await announced()
    await send(id)
    expect(centre.texts.map(({ part }) => [part?.number, part?.of])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(new Set(centre.texts.map(({ part }) => part?.reference)).size).toBe(1)
    const [first, second] = receipts.map((said) => (said.to ? { ...said, to: recipient.slice(1) } : said))
    await receipt(first!)
    expect(await stateOf(id)).toBe('sent')
    await receipt(second!)
    expect(await stateOf(id)).toBe('delivered')
  },
)

/** `stat:` and `message_state`, and what became of the message. */
const STATES: [stat: string | undefined, state: number | null, becomes: string][] = [
  ['DELIVRD', null, 'delivered'],
  ['DELIVERED', null, 'delivered'],
  ['delivrd', null, 'delivered'],
  ['DELIVERD', 2, 'delivered'],
  ['0', 2, 'delivered'],
  ['DELIVERY_SUCCESS_X', 2, 'delivered'],
  [undefined, 2, 'delivered'],
  ['OK', 5, 'undelivered'],
  ['UNDELIVERABLE', null, 'undelivered'],
  ['EXPIRD', 3, 'undelivered'],
  ['Failed', null, 'undelivered'],
  [undefined, 9, 'undelivered'],
  ['REJECTED', null, 'rejected'],
  ['REJ', 8, 'rejected'],
  ['DELIVRD', 5, 'undelivered'],
  ['UNDELIV', 2, 'undelivered'],
  ['ENROUTE', 1, 'sent'],
  ['ACCEPTD', null, 'sent'],
  ['UNKNOWN', 7, 'sent'],
  ['whatever', null, 'sent'],
  ['ENROUTE', 200, 'sent'],
]
test('a receipt says it in words that are by the book or not, and in numbers', async () => {
  for (const [n, [stat, state, becomes]] of STATES.entries()) {
    const ids = [`s${n}-1`, `s${n}-2`]
    const left = [...ids]
    answer = () => left.shift()!
    context.pass(25 * HOUR)
    const id = await announced()
    await send(id)
    for (const each of ids)
      await receipt({ id: each, stat, tlvs: state === null ? [] : [messageState(state)] })
    expect([stat, state, await stateOf(id)]).toEqual([stat, state, becomes])
  }
})

test('a receipt overtakes the answer: it is taken when the answer is written down', async () => {
  for (const id of ['early-1', 'EARLY00', '0000ea71']) {
    let n = 0
    answer = async () => {
      n += 1
      await receipt({ id: `${id}${n}` })
      return `${id}${n}`
    }
    context.pass(25 * HOUR)
    const message = await announced()
    await send(message)
    expect(await stateOf(message)).toBe('delivered')
  }
  expect(await context.db.unmatchedReceipt.count({ where: { text: { contains: 'ea' } } })).toBe(0)
})

test.each([
  ['REJECTD', 'rejected'],
  ['UNDELIV', 'undelivered'],
  ['DELIVRD', 'sent'],
])('one part is %s before the next is handed over: it counts all the same', async (stat, becomes) => {
  answer = async ({ part }) => {
    if (part?.number === 2) await receipt({ id: `${stat}1`, stat })
    return `${stat}${part?.number}`
  }
  const id = await announced()
  await send(id)
  expect(await stateOf(id)).toBe(becomes)
})

test('an id with characters that no text of the database holds is none, and comes once', async () => {
  await receipt({ id: 'zz\0b' })
  await receipt({ id: '\0', tlvs: [tlv(0x1e, Buffer.from('\0x'))] })
})

test('the worst of the parts counts, in any order, and what has arrived stays so', async () => {
  const orders: [string[], string][] = [
    [['1:DELIVRD', '2:EXPIRED'], 'undelivered'],
    [['1:EXPIRED', '2:DELIVRD'], 'undelivered'],
    [['1:REJECTD', '2:UNDELIV'], 'rejected'],
    [['2:DELIVRD'], 'sent'],
    [['1:UNDELIV'], 'undelivered'],
    [['1:ENROUTE', '2:DELIVRD', '1:DELIVRD'], 'delivered'],
    [['1:DELIVRD', '2:DELIVRD', '1:EXPIRED'], 'delivered'],
    [['1:UNDELIV', '2:DELIVRD', '1:DELIVRD'], 'delivered'],
    [['1:DELIVRD', '1:DELIVRD'], 'sent'],
    [['2:DELIVRD', '2:DELIVRD', '1:DELIVRD', '1:ENROUTE'], 'delivered'],
  ]
  for (const [n, [order, becomes]] of orders.entries()) {
    let part = 0
    answer = () => `w${n}x${++part}`
    context.pass(25 * HOUR)
    const id = await announced()
    await send(id)
    for (const each of order) {
      const [number, stat] = each.split(':')
      await receipt({ id: `w${n}x${number}`, stat })
    }
    expect([order, await stateOf(id)]).toEqual([order, becomes])
  }
})

test('many receipts at once, each of them twice: none is lost', async () => {
  let n = 0
  answer = () => `many${++n}`
  const messages: string[] = []
  for (let i = 0; i < 12; i++) {
    context.pass(13 * HOUR)
    messages.push(await announced())
    await send(messages.at(-1)!)
  }
  const all = Array.from({ length: n }, (_, i) => `many${i + 1}`)
  await Promise.all([...all, ...all].reverse().map((id) => receipt({ id })))
  expect(new Set(await Promise.all(messages.map(stateOf)))).toEqual(new Set(['delivered']))
})

test('a data_sm is a receipt too, and text from a phone that looks like one is none', async () => {
  let n = 0
  answer = () => `d${++n}`
  const id = await announced()
  await send(id)
  const said = text({ id: 'd1', stat: 'DELIVRD' })
  await centre.ask(DELIVER, deliverBody({ from: recipient.slice(1), esmClass: 0, text: said }))
  expect((await context.db.deliveryAttempt.findFirstOrThrow({ where: { idKey: 'd1' } })).state).toBe('sent')
  const inData = (each: string) =>
    dataBody({ from: recipient.slice(1), tlvs: [tlv(0x1e, C(each)), messageState(2)] })
  for (const each of ['d1', 'd2']) expect((await centre.ask(0x103, inData(each))).status).toBe(0)
  expect(await stateOf(id)).toBe('delivered')
})

test('a receipt of somebody else’s message, or that fits two, says nothing of ours', async () => {
  answer = ({ part }) => ['16', '10'][part!.number - 1]!
  const id = await announced()
  await send(id)
  await receipt({ id: '16', from: '36209999999' })
  // 16 as it stands is part 1, and 0x10, which is part 2 of a centre that changes notations.
  await receipt({ id: '16' })
  const states = async () =>
    (
      await context.db.deliveryAttempt.findMany({
        where: { delivery: { messageId: id }, idKey: { not: null } },
        orderBy: { part: 'asc' },
      })
    ).map(({ state }) => state)
  expect(await states()).toEqual(['sent', 'sent'])
  // With the setting it fits one.
  await client.close()
  client = await bind('hex-decimal')
  await receipt({ id: '16' })
  expect(await states()).toEqual(['sent', 'delivered'])
  await client.close()
  client = await bind('same')
  await receipt({ id: '16' })
  expect(await stateOf(id)).toBe('delivered')
  await client.close()
  client = await bind('decimal-hex')
  answer = ({ part }) => ['33', '35'][part!.number - 1]!
  context.pass(25 * HOUR)
  const other = await announced()
  await send(other)
  for (const each of ['21', '23']) await receipt({ id: each })
  expect(await stateOf(other)).toBe('delivered')
  await client.close()
  client = await bind('auto')
})

test('part 2 is throttled: tried again, part 1 does not go out again', async () => {
  let throttled = 4
  answer = ({ part }) => (part!.number === 2 && throttled-- > 0 ? { status: 0x58 } : `t${part!.number}`)
  const id = await announced()
  for (let n = 0; n < 4; n++)
    await expect(send(id)).rejects.toThrow('refused by the message centre: 0x58 ESME_RTHROTTLED')
  await receipt({ id: 't1' })
  expect(await stateOf(id)).toBe('queued')
  await send(id)
  expect(centre.texts.map(({ part }) => part!.number)).toEqual([1, 2, 2, 2, 2, 2])
  expect(new Set(centre.texts.map(({ part }) => part!.reference)).size).toBe(1)
  const attempts = await context.db.deliveryAttempt.findMany({
    where: { delivery: { messageId: id, channel: 'sms' } },
    orderBy: { id: 'asc' },
    select: { part: true, accepted: true, times: true },
  })
  expect(attempts).toEqual([
    { part: 1, accepted: true, times: 1 },
    { part: 2, accepted: false, times: 4 },
    { part: 2, accepted: true, times: 1 },
  ])
  await receipt({ id: 't2' })
  expect(await stateOf(id)).toBe('delivered')
})

test('each reason for which a part was not taken is told; what is said again is counted', async () => {
  const reasons = [0x58, 0x58, 0x14, 0x58]
  answer = ({ part }) => (reasons.length > 0 ? { status: reasons.shift()! } : `r${part!.number}`)
  const id = await announced()
  for (let n = 0; n < 4; n++) await expect(send(id)).rejects.toThrow('refused by the message centre')
  await send(id)
  const attempts = await context.db.deliveryAttempt.findMany({
    where: { delivery: { messageId: id, channel: 'sms' }, accepted: false },
    orderBy: { id: 'asc' },
  })
  expect(attempts.map(({ times, answer }) => [times, /0x\d+/.exec(answer)?.[0]])).toEqual([
    [2, '0x58'],
    [1, '0x14'],
    [1, '0x58'],
  ])
})

test('ids begin anew at the message centre: a receipt is of what went out lately', async () => {
  answer = ({ part }) => `old${part!.number}`
  const id = await announced()
  await send(id)
  context.pass(RECEIPT_KEPT + HOUR)
  for (const each of ['old1', 'old2']) await receipt({ id: each })
  expect(await stateOf(id)).toBe('sent')
})

test('an SMS goes on after the parts that were taken, and begins anew where all of them were', async () => {
  answer = ({ part }) => `w${part!.number}`
  const id = await announced()
  await send(id)
  const { id: delivery } = await context.db.delivery.findFirstOrThrow({
    where: { messageId: id, channel: 'sms' },
  })
  const text = 'x'.repeat(200)
  const { reference } = await acceptedParts({ id: delivery, attempts: 1 }, { text, parts: 2 }, context)
  const taken = async (accepted: number) => {
    await context.db.deliveryAttempt.updateMany({
      where: { deliveryId: delivery },
      data: { reference: null },
    })
    await context.db.deliveryAttempt.updateMany({
      where: { deliveryId: delivery, part: { lte: accepted } },
      data: { reference },
    })
    return (await acceptedParts({ id: delivery, attempts: 2 }, { text, parts: 2 }, context)).accepted
  }
  expect([await taken(0), await taken(1), await taken(2)]).toEqual([0, 1, 0])
})
