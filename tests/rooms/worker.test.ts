import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { startDemoMailServer } from '@/lib/channels/mail/demo-server'
import { type DemoSms, startDemoCentre } from '@/lib/channels/sms/demo-centre'
import { getSignIn } from '@/lib/identity/queries'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { readEnv } from '@/lib/infra/env'
import { startWorker } from '@/lib/jobs/worker'
import { useContext } from '../support/context'
import { TEST_KEY } from '../support/key'
import { aCompany, aUser, codeOf, outcome, PASSWORD, signIn, upToCode } from '../support/people'

const context = useContext()
const settings = (more: Record<string, string> = {}) => ({
  PORTAL_URL: 'http://localhost:3000',
  DATABASE_URL: context.url,
  AUTH_SECRET: TEST_KEY,
  DATA_KEY: TEST_KEY,
  DEMO: '1',
  ...more,
})

test('O8 the message centre and the mail server go and come back: every code arrives, once, and the state shows', async () => {
  const [smppPort, smtpPort] = [await freePort(), await freePort()]
  const texts: DemoSms[] = []
  const mails: string[] = []
  const centre = () => startDemoCentre(async (sms) => void texts.push(sms), smppPort)
  const mailServer = () => startDemoMailServer(async (mail) => void mails.push(mail.to), smtpPort)
  const { admin } = await aCompany(context)
  const users: Awaited<ReturnType<typeof aUser>>[] = []
  for (let n = 0; n < 5; n++) users.push(await aUser(context, admin))
  for (const user of users) await signIn(context, user.account, user.password)
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  context.pass(3_600_000)

  const far = settings({
    SMPP_URL: `smpp://test:test@127.0.0.1:${smppPort}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
  })
  const worker = await startWorker(context, readEnv(far))
  const waiting: { user: (typeof users)[number]; token: string }[] = []
  for (const user of users) waiting.push({ user, token: await upToCode(context, user.account, PASSWORD) })
  const sending = async (token: string) => {
    const view = await getSignIn(token, context)
    return view.step === 'code' ? view.code.sending : view.step
  }
  await expect.poll(() => sending(waiting[0]!.token)).toBe('retrying')

  const [first, post] = [await centre(), await mailServer()]
  await expect.poll(() => texts.length).toBe(5)
  await expect.poll(() => sending(waiting[0]!.token)).toBe('delivered')
  expect(new Set(texts.map(({ to }) => to)).size).toBe(5)
  for (const { user, token } of waiting)
    expect(outcome(await enterCode(token, { code: await codeOf(context, user.account) }, context))).toBe('ok')
  await first.close()
  await post.close()
  await worker.stop()
})

test('a provider that takes its time is not taken for dead: one mail, however long the answer takes', async () => {
  const { admin } = await aCompany(context)
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  const mails: string[] = []
  const slow = await startDemoMailServer(async (mail) => {
    mails.push(mail.to)
    await pause(14_000)
  })
  const worker = await startWorker(context, readEnv(settings({ SMTP_URL: slow.url })))
  const user = await aUser(context, admin)
  const settled = async () =>
    (await context.db.message.findFirst({ where: { kind: 'company.user_created' }, orderBy: { id: 'desc' } }))
      ?.state
  await expect.poll(settled, { timeout: 40_000, interval: 500 }).toBe('completed')
  expect(mails).toEqual([`${user.login}@firm.example`])
  await worker.stop()
  await slow.close()
})

test('kill -9 at any moment of creating users: each has its audit and its mail, or is not there at all', async () => {
  const { admin } = await aCompany(context)
  // Each is killed in the middle of a creation: so many milliseconds after so many others.
  for (const [round, { others, wait }] of [
    { others: 4, wait: 3 },
    { others: 5, wait: 9 },
    { others: 3, wait: 15 },
  ].entries()) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'tests/support/create-users.ts', admin.name, `k${round}x`],
      {
        env: { ...process.env, ...settings() },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    )
    await new Promise<void>((resolve) => child.on('message', (n) => n === others && resolve()))
    await pause(wait)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  const where = { companyId: admin.company.id, login: { startsWith: 'k' } }
  const users = await context.db.user.findMany({ where, select: { id: true, login: true } })
  expect(users.length).toBeGreaterThanOrEqual(12)

  const worker = await startWorker({ ...context, clock: () => new Date() }, readEnv(settings()))
  const left = async () => {
    const [row] = await context.db.$queryRaw<
      { count: number }[]
    >`SELECT count(*)::int AS count FROM graphile_worker.jobs`
    return row!.count
  }
  await expect.poll(left).toBe(0)
  await worker.stop()
  const ids = users.map(({ id }) => id)
  const facts = await context.db.auditEntry.groupBy({
    by: ['objectId'],
    where: { action: 'company.user_created', objectId: { in: ids } },
    _count: true,
  })
  expect(facts.map(({ _count }) => _count)).toEqual(ids.map(() => 1))
  const mails = await context.db.mailboxItem.findMany({
    where: { recipient: { endsWith: '@kill.example' } },
    select: { recipient: true },
  })
  expect(new Set(mails.map(({ recipient }) => recipient))).toEqual(
    new Set(users.map(({ login }) => `${login}@kill.example`)),
  )
  // At least once; twice only if the kill fell between the mail server's yes and our note of it.
  expect(mails.length).toBeLessThanOrEqual(ids.length + 3)
}, 90_000)
