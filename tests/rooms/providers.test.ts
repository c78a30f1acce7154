import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { getSignIn } from '@/lib/identity/queries'
import { openSession } from '@/lib/identity/sessions/open-session'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { readEnv } from '@/lib/infra/env'
import { startWorker } from '@/lib/jobs/worker'
import { useContext } from '../support/context'
import { TEST_KEY } from '../support/key'
import {
  aCompany,
  aUser,
  codeOf,
  outcome,
  PASSWORD,
  signIn,
  upToCode,
  VISITOR,
  value,
} from '../support/people'

const context = useContext()
const folder = mkdtempSync(join(tmpdir(), 'far-ends-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A provider in a process of its own, that can be killed and brought back. */
async function provider(kind: 'sms' | 'mail') {
  const [port, file] = [await freePort(), join(folder, kind)]
  let child: ChildProcess
  const start = () =>
    new Promise<void>((resolve, reject) => {
      const args = ['--import', 'tsx', 'tests/support/provider-process.ts', kind, String(port), file]
      child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      child.once('message', () => resolve())
      child.once('error', reject)
    })
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [])
  await start()
  return { port, start, kill, lines }
}

test('O8 message centre and mail server killed and brought back in the middle of 100 sign-ins: every one succeeds, no code is lost or sent twice', async () => {
  const { admin } = await aCompany(context)
  const users: Awaited<ReturnType<typeof aUser>>[] = []
  for (let n = 0; n < 100; n++) users.push(await aUser(context, admin))
  for (const user of users) await signIn(context, user.account, user.password)
  // Every fourth gets the code by e-mail.
  const byMail = users.filter((_, n) => n % 4 === 0).map(({ id }) => id)
  await context.db.credential.updateMany({ where: { userId: { in: byMail } }, data: { emailNext: true } })
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  context.pass(25 * 3_600_000)

  const [centre, mailServer] = await Promise.all([provider('sms'), provider('mail')])
  const worker = await startWorker(
    context,
    readEnv({
      PORTAL_URL: 'http://localhost:3000',
      DATABASE_URL: context.url,
      AUTH_SECRET: TEST_KEY,
      DATA_KEY: TEST_KEY,
      DEMO: '1',
      SMPP_URL: `smpp://test:test@127.0.0.1:${centre.port}`,
      SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    }),
  )
  const tokens = new Map<string, string>()
  const seen = new Set<string>()
  const sending = async (token: string) => {
    const view = await getSignIn(token, context)
    const state = view.step === 'code' ? (view.code.sending ?? 'none') : view.step
    seen.add(state)
    return state
  }
  const queue = [...users]
  const signInOne = async () => {
    for (let user = queue.shift(); user; user = queue.shift()) {
      const token = await upToCode(context, user.account, PASSWORD)
      tokens.set(user.account, token)
      await sending(token)
    }
  }
  const storm = Promise.all(Array.from({ length: 4 }, signInOne))
  for (const end of [centre, mailServer, centre, mailServer]) {
    await pause(250)
    await end.kill()
    await pause(600)
    for (const token of [...tokens.values()].slice(-12)) await sending(token)
    await end.start()
  }
  await storm
  const done = async () =>
    (await Promise.all([...tokens.values()].map(sending))).filter((each) => /^(sent|delivered)$/.test(each))
      .length
  await expect.poll(done, { timeout: 90_000, interval: 500 }).toBe(100)
  // Whatever had to wait said so.
  expect([...seen].filter((state) => !/^(queued|sent|delivered|retrying)$/.test(state))).toEqual([])
  expect(seen).toContain('retrying')
  await worker.stop()

  const lines = [...centre.lines(), ...mailServer.lines()]
  for (const { account } of users) {
    const code = await codeOf(context, account)
    const challenge = await context.db.challenge.findFirstOrThrow({
      where: { signIn: { login: account } },
      orderBy: { createdAt: 'desc' },
    })
    const key = `${challenge.email ?? challenge.msisdn} ${code}`
    const [got, said] = ['got', 'said'].map(
      (word) => lines.filter((line) => line === `${word} ${key}`).length,
    )
    expect(got, `${key} was lost`).toBeGreaterThanOrEqual(1)
    // Twice only where the provider was killed before it could say yes.
    expect(Math.min(got!, said!), `${key} was sent twice`).toBeLessThanOrEqual(1)
    const step = value(await enterCode(tokens.get(account)!, { code }, context))
    expect(outcome(await openSession(VISITOR, step.token, context))).toBe('ok')
  }
  await Promise.all([centre.kill(), mailServer.kill()])
}, 180_000)
