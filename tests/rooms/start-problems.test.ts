import { createServer, type Server, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { run } from '@/bin/lib/run.mjs'
import { openClient } from '@/lib/infra/database-hosts'
import { connect } from '@/lib/infra/db'
import { hostUrls } from '@/lib/infra/setting-kinds.mjs'
import { databaseProblem, refuseUnfit, versionProblem } from '@/lib/infra/unfit-database'
import { useContext } from '../support/context'
import { environment } from '../support/environment'
import { ofDatabase } from '../support/of-database'
import { startPooler } from '../support/pooler'

const context = useContext()
const at = (change: Partial<URL>) => Object.assign(new URL(context.url), change).href

/** The same database at other hosts. */
const several = (hosts: string, search = '') => {
  const { username, password, pathname } = new URL(context.url)
  return `postgresql://${username}:${password}@${hosts}${pathname}${search}`
}

/** Something that listens and is no PostgreSQL. */
async function listening(answer: (socket: Socket) => void): Promise<{ port: string; server: Server }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: String((server.address() as { port: number }).port), server }
}
const problemAt = (url: string) =>
  refuseUnfit(url, 'DATABASE_URL').then(
    () => 'none',
    (error) => databaseProblem(error) ?? error,
  )

test('whatever is wrong with the address of a database is told in one sentence', async () => {
  const closing = await listening((socket) => socket.end())
  const web = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const closed = String(await freePort())
  const tried: [string, RegExp][] = [
    [at({ password: 'wrong' }), /refuses the password or the user/],
    [at({ username: 'nobody_here' }), /refuses the password or the user/],
    [at({ password: '' }), /asks for a password, and the address has none/],
    [at({ pathname: '/no_such_database' }), /does not exist: create it/],
    [at({ port: closed }), /out of reach \(ECONNREFUSED\)/],
    [at({ hostname: 'no-such-host.invalid' }), /out of reach \(E(NOTFOUND|AI_AGAIN)\)/],
    [at({ hostname: '192.0.2.1' }), /out of reach/],
    [at({ port: closing.port }), /out of reach/],
    [at({ port: web.port }), /out of reach|not as PostgreSQL/],
    [at({ search: '?sslmode=require' }), /takes no TLS|certificate/],
    [several(`127.0.0.1:${closed},127.0.0.1:${closed}`), /out of reach/],
  ]
  for (const [url, sentence] of tried) {
    const problem = await problemAt(url)
    expect(problem, url).toMatch(sentence)
    expect(problem, url).toMatch(/^The database at DATABASE_URL [^\n]+$/)
  }
  for (const { server } of [closing, web]) server.close()
})

test('what a driver, a pool or Prisma wraps is told as well; a bug is none of it', () => {
  const failure = (code: string) => Object.assign(new Error('x'), { code })
  const wrapped: [object, RegExp][] = [
    [new AggregateError([ofDatabase(failure('ECONNREFUSED'))]), /ECONNREFUSED/],
    [new Error('x', { cause: ofDatabase(failure('EHOSTUNREACH')) }), /EHOSTUNREACH/],
    [Object.assign(new Error('too many clients'), { code: '53300' }), /no connection left/],
    [Object.assign(new Error('starting up'), { code: '57P03' }), /starting or stopping/],
    [Object.assign(new Error('pg_hba'), { code: '28000' }), /pg_hba/],
    [Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), /cannot be trusted/],
    [Object.assign(new Error('unsupported startup parameter'), { code: '08P01' }), /session mode/],
    [new Error('timeout expired'), /does not answer/],
    [new Error('Connection terminated unexpectedly'), /does not answer/],
    [Object.assign(new Error('standby'), { code: '25006' }), /read-only: name the host of the primary/],
  ]
  for (const [error, sentence] of wrapped)
    expect(databaseProblem(error, 'DATABASE_OWNER_URL')).toMatch(sentence)
  expect(databaseProblem(new TypeError('x is not a function'))).toBeNull()
  // Another server that was asked.
  expect(databaseProblem(failure('ECONNREFUSED'))).toBeNull()
  expect(databaseProblem(Object.assign(new Error('relation'), { code: '42P01' }))).toBeNull()
})

test('PostgreSQL 15 is the oldest', () => {
  for (const [version, is] of [
    [90_624, false],
    [130_021, false],
    [140_018, false],
    [149_999, false],
    [150_000, true],
    [180_004, true],
  ] as const)
    expect(versionProblem(version, 'DATABASE_URL') === null, String(version)).toBe(is)
  expect(versionProblem(140_018, 'DATABASE_URL')).toBe(
    'The database at DATABASE_URL is PostgreSQL 14: the portal needs 15 or newer.',
  )
})

test('a task without mail, or without its database, ends with the sentence and no stack', async () => {
  const task = (more: Record<string, string>) =>
    run(process.execPath, ['--import', 'tsx', 'bin/lib/run-task.ts', 'bin/tasks/worker.ts'], {
      env: { ...environment(context), ...more },
    }).then(
      () => 'ran',
      (error: Error) => error.message,
    )
  expect(await task({ SMTP_URL: '' })).toMatch(
    /^Outside demo mode SMTP_URL and SMPP_URL must say where mail and SMS go\.\nSee docs\/operations\.md\.$/,
  )
  expect(await task({ DATABASE_URL: at({ password: 'wrong' }) })).toMatch(
    /^The database at DATABASE_URL refuses the password or the user \([^\n]+\)\.$/,
  )
  const shared = await startPooler(context.url, 'transaction')
  expect(await task({ DATABASE_URL: shared.url })).toMatch(
    /^The database at DATABASE_URL is behind a pooler in transaction mode[^\n]+session mode\)\.$/,
  )
  shared.close()
})

test('a pooler in transaction mode is refused with what to do; in session mode everything works', async () => {
  const shared = await startPooler(context.url, 'transaction')
  expect(await problemAt(shared.url)).toMatch(/pooler in transaction mode.*session mode/)
  shared.close()
  const apart = await startPooler(context.url, 'session')
  expect(await problemAt(apart.url)).toBe('none')
  const { db, sql, close } = connect(apart.url, 3)
  await Promise.all(Array.from({ length: 20 }, (_, n) => sql.$queryRaw`SELECT ${n}::int AS n`))
  expect(await db.company.count()).toBe(0)
  await close()
  apart.close()
})

test('of several hosts the first that answers and can be written to is taken', async () => {
  const closed = await freePort()
  const { host } = new URL(context.url)
  for (const url of [
    several(`127.0.0.1:${closed},${host}`),
    several(`${host},127.0.0.1:${closed}`),
    several(`127.0.0.1:${closed},no-such-host.invalid,${host}`, '?target_session_attrs=read-write'),
    several(
      `127.0.0.1:${closed},${host}`,
      '?application_name=x&target_session_attrs=primary&connect_timeout=3',
    ),
  ]) {
    const client = await openClient(url)
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
    await client.end()
    const { sql, close } = connect(url, 2)
    expect(await Promise.all([1, 2, 3, 4].map((n) => sql.$queryRaw`SELECT ${n}::int AS n`))).toHaveLength(4)
    await close()
  }
})

test('an address of several hosts is read as libpq reads it', () => {
  expect(hostUrls('postgresql://a:b@c/d')).toEqual(['postgresql://a:b@c/d'])
  expect(hostUrls('postgresql://a:b,c@d/e')).toEqual(['postgresql://a:b,c@d/e'])
  expect(hostUrls('postgresql://a:b@h1:1,h2:2/d?sslmode=require&target_session_attrs=read-write')).toEqual([
    'postgresql://a:b@h1:1/d?sslmode=require',
    'postgresql://a:b@h2:2/d?sslmode=require',
  ])
  expect(hostUrls('postgres://h1,[::1]:5433/d?target_session_attrs=any')).toEqual([
    'postgres://h1/d',
    'postgres://[::1]:5433/d',
  ])
})
