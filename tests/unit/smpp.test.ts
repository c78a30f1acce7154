import { afterEach, describe, expect, test, vi } from 'vitest'
import { type SmsClient, smsClient } from '@/lib/channels/sms/client'
import { validityPeriod } from '@/lib/channels/sms/validity'
import { log } from '@/lib/infra/log/log.mjs'
import type { Receipt } from '@/lib/kernel/delivery-receipt'
import { C, dataBody, deliverBody, MessageCentre, pdu, tlv } from '../support/message-centre'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function connected(
  options?: ConstructorParameters<typeof MessageCentre>[0],
  settings: Partial<Parameters<typeof smsClient>[0]> = {},
) {
  const centre = await new MessageCentre(options).start()
  const receipts: Receipt[] = []
  const client: SmsClient = smsClient({
    url: centre.url,
    from: 'Portal',
    clock: () => new Date(),
    onReceipt: async (receipt) => void receipts.push(receipt),
    ...settings,
  })
  open.push(client, centre)
  await centre.bound()
  // The answer to its bind has come when it answers what was sent after it.
  if (!options?.bind) await centre.ask(0x15, Buffer.alloc(0))
  return { centre, client, receipts }
}

const send = (client: SmsClient, validFor: number | null = null) =>
  client.send({ to: '+36301234567', text: 'code', validFor, reference: 0, taken: 0 }, async () => undefined)

const [DELIVER, DATA] = [0x05, 0x103]
const RECEIPT =
  'id:42 sub:001 dlvrd:001 submit date:2611211000 done date:2611211000 stat:DELIVRD err:000 text:'
const receipt = (...tlvs: Buffer[]) => deliverBody({ text: RECEIPT, tlvs })
const headed = (length: number, ...body: Buffer[]) => {
  const whole = pdu(DELIVER, 99, Buffer.concat(body))
  whole.writeUInt32BE(length, 0)
  return whole
}

/** Whatever a centre may send, and what is answered: command and status; null: nothing. The sequence number is 99. */
const ODD: [what: string, octets: Buffer, answer: { command: number; status: number } | null][] = [
  [
    'an optional parameter without its value',
    pdu(DELIVER, 99, receipt(tlv(0x427, Buffer.alloc(0)))),
    ok(DELIVER),
  ],
  [
    '17,000 octets of payload',
    pdu(DELIVER, 99, deliverBody({ tlvs: [tlv(0x424, Buffer.alloc(17_000, 'x'))] })),
    ok(DELIVER),
  ],
  [
    '65,535 octets of payload',
    pdu(DELIVER, 99, deliverBody({ tlvs: [tlv(0x424, Buffer.alloc(65_535, 'x'))] })),
    ok(DELIVER),
  ],
  ['more than anybody sends', pdu(DELIVER, 99, Buffer.alloc(300_000, 1)), { command: 0x80000005, status: 2 }],
  ['an optional parameter that is cut off', pdu(DELIVER, 99, receipt(tlv(0x1e, C('42'), 900))), ok(DELIVER)],
  [
    'an optional parameter of which there is half a header',
    pdu(DELIVER, 99, receipt(Buffer.from([4, 0x27, 0]))),
    ok(DELIVER),
  ],
  [
    'unknown optional parameters',
    pdu(DELIVER, 99, receipt(tlv(0x1403, Buffer.from('?')), tlv(0x3fff, Buffer.alloc(9)))),
    ok(DELIVER),
  ],
  [
    'a message shorter than it says',
    pdu(DELIVER, 99, deliverBody({ text: RECEIPT }).subarray(0, -20)),
    ok(DELIVER),
  ],
  ['no body at all', pdu(DELIVER, 99), { command: 0x80000005, status: 2 }],
  [
    'a body without its closing NULs',
    pdu(DELIVER, 99, Buffer.alloc(40, 'x')),
    { command: 0x80000005, status: 2 },
  ],
  [
    'half a header of user data',
    pdu(DELIVER, 99, deliverBody({ esmClass: 0x44, text: Buffer.from([200, 1]) })),
    ok(DELIVER),
  ],
  ['a data_sm', pdu(DATA, 99, dataBody({ tlvs: [tlv(0x424, Buffer.from(RECEIPT))] })), ok(DATA)],
  ['a data_sm without a body', pdu(DATA, 99), { command: 0x80000103, status: 2 }],
  ['a command that there is not', pdu(0x7777, 99, Buffer.alloc(5)), { command: 0x80000000, status: 3 }],
  ['a submit_sm, of all things', pdu(0x04, 99, Buffer.alloc(5)), { command: 0x80000000, status: 3 }],
  ['an enquire_link with a body', pdu(0x15, 99, Buffer.alloc(7)), { command: 0x80000015, status: 0 }],
  ['an alert_notification, which has no answer', pdu(0x102, 99, Buffer.alloc(9)), null],
  ['an outbind, which has no answer', pdu(0x0b, 99, Buffer.alloc(9)), null],
  ['an answer to nothing', pdu(0x80000004, 99, C('ghost')), null],
  ['an unknown answer', pdu(0x80007777, 99), null],
  ['a generic_nack of nothing', pdu(0x80000000, 0, undefined, 3), null],
  [
    'UCS-2 with half a character',
    pdu(DELIVER, 99, deliverBody({ coding: 8, text: Buffer.from([0, 105, 0]) })),
    ok(DELIVER),
  ],
]
function ok(command: number) {
  return { command: (command | 0x80000000) >>> 0, status: 0 }
}

describe('a message centre that sends something odd', () => {
  test.each(ODD)(
    '%s: answered from its header, and the next code goes through on the same line',
    async (_what, octets, answer) => {
      const { centre, client } = await connected()
      centre.write(octets)
      // In pieces, as networks do.
      for (const octet of pdu(0x15, 100)) centre.write(Buffer.from([octet]))
      expect(await centre.answerTo(100)).toEqual({ command: 0x80000015, status: 0 })
      expect(await send(client)).toBe('id1')
      if (answer) expect(await centre.answerTo(99)).toEqual(answer)
      else expect(centre.answers.has(99)).toBe(false)
      expect(centre.binds).toHaveLength(1)
    },
  )

  test('everything of it at once, in one write, with a receipt after each', async () => {
    const { centre, client, receipts } = await connected()
    centre.write(Buffer.concat(ODD.flatMap(([, octets], n) => [octets, pdu(DELIVER, 200 + n, receipt())])))
    for (const n of ODD.keys()) expect(await centre.answerTo(200 + n)).toEqual(ok(DELIVER))
    expect(receipts.filter(({ keys }) => keys.same[0] === '42').length).toBeGreaterThanOrEqual(ODD.length)
    expect(await send(client)).toBe('id1')
    expect(centre.binds).toHaveLength(1)
  })

  test.each([
    ['a length of 3', headed(3)],
    ['a length of 0', headed(0)],
    ['a length of two gigabytes', headed(0x7fffffff, Buffer.alloc(64))],
  ])('%s: nobody knows where the next PDU begins, so it hears so and is left', async (_what, octets) => {
    const { centre, client } = await connected()
    centre.write(octets)
    expect(await centre.answerTo(0)).toEqual({ command: 0x80000000, status: 2 })
    await centre.bound(2)
    await expect.poll(() => send(client).catch(() => null)).toBe('id1')
  })

  test('answers that are odd are answers all the same', async () => {
    const answers = [
      Buffer.alloc(0),
      Buffer.from('7f'),
      Buffer.concat([C('7e'), tlv(0x427, Buffer.alloc(0))]),
    ]
    const { centre, client } = await connected({ submit: () => answers.shift()! })
    const ids = []
    for (let n = 0; n < 3; n++) ids.push(await send(client))
    expect(ids).toEqual(['', '7f', '7e'])
    expect(centre.binds).toHaveLength(1)
  })

  test('a line that is lost again after every bind: the back-off goes on', async () => {
    const { centre } = await connected()
    for (const times of [1, 2, 3, 4]) {
      await centre.bound(times)
      centre.hangUp()
    }
    const waits = centre.binds.slice(1).map((at, n) => at - centre.binds[n]!)
    for (const [n, wait] of waits.entries()) expect(wait).toBeGreaterThan(250 * 2 ** n - 25)
  })

  test('a wrong password is said in words, and not tried every quarter of a second', async () => {
    const { centre, client } = await connected({ bind: () => 0x0e })
    await expect
      .poll(() => send(client).catch((error) => error.message))
      .toBe(
        'the message centre cannot be reached: it refuses to be bound: wrong password, 0x0e ESME_RINVPASWD',
      )
    expect(centre.binds).toHaveLength(1)
  })
})

describe('what of a code is said to the centre', () => {
  test('a code carries its end, other messages none; a centre without such a thing is told nothing', async () => {
    const { centre, client } = await connected()
    await send(client, 300)
    await send(client, null)
    expect(centre.texts.map(({ validity }) => validity)).toEqual(['000000000500000R', ''])
  })

  test('a centre that refuses it gets the code without, and is not asked again', async () => {
    const said = vi.spyOn(log, 'warn').mockReturnValue()
    const { centre, client } = await connected({
      submit: ({ validity }) => (validity ? { status: 0x62 } : 'id'),
    })
    for (let n = 0; n < 2; n++) expect(await send(client, 300)).toBe('id')
    expect(centre.texts.map(({ validity }) => validity)).toEqual(['000000000500000R', '', ''])
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
  })

  test('the end is a moment of the database’s clock, however wrong this machine’s is', async () => {
    const moments = [
      ['2026-11-21T10:00:00.000Z', '261121100500000+'],
      ['2026-11-21T09:55:00.000Z', '261121100000000+'],
      ['2026-12-31T23:55:00.000Z', '270101000000000+'],
      ['2026-03-29T00:58:00.000Z', '260329010300000+'],
      ['2026-10-25T00:59:59.000Z', '261025010459000+'],
      ['2028-02-28T23:59:00.000Z', '280229000400000+'],
      ['2027-02-28T23:59:00.000Z', '270301000400000+'],
      ['1999-12-31T23:59:59.000Z', '000101000459000+'],
      ['2026-11-21T10:00:00.999Z', '261121100500000+'],
      ['2036-02-07T06:28:16.000Z', '360207063316000+'],
    ] as const
    let now = new Date(0)
    const { centre, client } = await connected({}, { validity: 'absolute', clock: () => now })
    for (const [at] of moments) {
      now = new Date(at)
      await send(client, 300)
    }
    expect(centre.texts.map(({ validity }) => validity)).toEqual(moments.map(([, until]) => until))
  })

  const now = new Date(Date.UTC(2026, 10, 27, 23, 59, 30))
  test.each([
    [1, '000000000001000R', '261127235931000+'],
    [0, '000000000001000R', '261127235931000+'],
    [29.2, '000000000030000R', '261128000000000+'],
    [59, '000000000059000R', '261128000029000+'],
    [60, '000000000100000R', '261128000030000+'],
    [300, '000000000500000R', '261128000430000+'],
    [3_599, '000000005959000R', '261128005929000+'],
    [3_600, '000000010000000R', '261128005930000+'],
    [86_399, '000000235959000R', '261128235929000+'],
    [86_400, '000001000000000R', '261128235930000+'],
    [3 * 86_400 + 3_661, '000003010101000R', '261201010031000+'],
    [60 * 86_400, '000028000000000R', '261225235930000+'],
  ])('%d seconds', (seconds, relative, absolute) => {
    expect(validityPeriod(seconds, 'relative', now)).toBe(relative)
    expect(validityPeriod(seconds, 'absolute', now)).toBe(absolute)
    expect(validityPeriod(seconds, 'none', now)).toBe('')
  })
})
