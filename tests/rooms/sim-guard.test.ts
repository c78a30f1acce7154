import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { simClient } from '@/lib/channels/sim/client'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/recovery/enter-recovery-code'
import { resetPassword } from '@/lib/identity/recovery/reset-password'
import { enterSecondCode } from '@/lib/identity/sign-in/enter-second-code'
import { HOUR } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany, aUser, outcome, signIn, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const NEW = { password: 'green boat sails south', again: 'green boat sails south' }

// A gateway that answers as CAMARA SIM Swap 2.1 and Number Recycling 0.2 say.
let answer = { status: 200, swapped: false, recycled: false, silent: false }
const asked: { path: string; body: unknown; authorization: string | undefined }[] = []
const gateway = createServer(async (request, response) => {
  const body = JSON.parse(await text(request))
  asked.push({ path: request.url!, body, authorization: request.headers.authorization })
  if (answer.silent) return
  const said = request.url!.includes('sim-swap')
    ? { swapped: answer.swapped }
    : { phoneNumberRecycled: answer.recycled }
  const error = { status: answer.status, code: 'SERVICE_NOT_APPLICABLE', message: 'not here' }
  response.writeHead(answer.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer.status === 200 ? said : error))
})
const text = async (request: IncomingMessage) => Buffer.concat(await request.toArray()).toString()
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  url = `http://portal:s%40fe@127.0.0.1:${(gateway.address() as AddressInfo).port}/api`
})
afterAll(() => {
  gateway.closeAllConnections()
  gateway.close()
})
beforeEach(() => {
  answer = { status: 200, swapped: false, recycled: false, silent: false }
  asked.length = 0
})
const knownAt = new Date('2026-08-01T12:00:00Z')

test('asks both services as they are written down, with the credentials of its address', async () => {
  const guard = simClient({ url, lately: 72 })
  expect(await guard('+36301234567', knownAt)).toEqual({ swapped: false, recycled: false })
  const authorization = `Basic ${Buffer.from('portal:s@fe').toString('base64')}`
  expect(asked.sort((a, b) => (a.path > b.path ? -1 : 1))).toEqual([
    { path: '/api/sim-swap/v2/check', body: { phoneNumber: '+36301234567', maxAge: 72 }, authorization },
    {
      path: '/api/number-recycling/v0.2/check',
      body: { phoneNumber: '+36301234567', specifiedDate: '2026-08-01' },
      authorization,
    },
  ])
  answer = { ...answer, swapped: true, recycled: true }
  expect(await guard('+36301234567', knownAt)).toEqual({ swapped: true, recycled: true })
})

test('no answer, an error, or nobody there counts as a SIM changed lately; without a gateway nothing is held against a number', async () => {
  const careful = { swapped: true, recycled: false }
  for (const status of [401, 404, 422, 500]) {
    answer = { ...answer, status }
    expect(await simClient({ url, lately: 72 })('+36301234567', knownAt)).toEqual(careful)
  }
  expect(await simClient({ url: 'http://127.0.0.1:9', lately: 72 })('+36301234567', knownAt)).toEqual(careful)
  answer = { ...answer, status: 200, silent: true }
  expect(await simClient({ url, lately: 72 })('+36301234567', knownAt)).toEqual(careful)
  const none = await simClient({ url: undefined, lately: 72 })('+36301234567', knownAt)
  expect(none).toEqual({ swapped: false, recycled: false })
})

test('a reset by phone after a SIM change needs a second code by e-mail; a number that moved on resets nothing', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(25 * HOUR)
  const ask = async (sim: { swapped: boolean; recycled: boolean }) => {
    const { token } = value(await beginRecovery(VISITOR, { name: user.account, channel: 'sms' }, context))
    return { token, ...(await dispatchAll(context, 'identity.recovery_requested', sim)) }
  }
  const moved = await ask({ swapped: false, recycled: true })
  expect([moved.texts.length, moved.mails.length]).toEqual([0, 1])
  const { token, texts } = await ask({ swapped: true, recycled: false })
  const code = /#(\d{8})$/.exec(texts[0]!.text)![1]!
  const step = value(await enterRecoveryCode(token, { code }, context))
  expect(step.next).toMatchObject({ step: 'second_code', number: false })
  expect(outcome(await resetPassword(VISITOR, step.token, NEW, context))).toBe('identity.recovery_over')
  const { mails } = await dispatchAll(context, 'identity.code_requested')
  const second = /(?<!\d)\d{8}(?!\d)/.exec(mails[0]!.text)![0]
  expect(outcome(await enterSecondCode(step.token, { code }, context))).toBe('identity.code_wrong')
  const done = value(await enterSecondCode(step.token, { code: second }, context))
  expect(done.next).toMatchObject({ step: 'reset' })
  value(await resetPassword(VISITOR, done.token, NEW, context))
  // R4: set with a code to the phone, among others: the next sign-in asks by e-mail.
  const credential = await context.db.credential.findUniqueOrThrow({ where: { userId: user.id } })
  expect(credential.emailNext).toBe(true)
})
