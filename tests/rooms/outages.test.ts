import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '@/lib/infra/database-hosts'
import { type Connection, connect } from '@/lib/infra/db'
import { isDiskFull, isOutage } from '@/lib/infra/outage'
import { unreadiness } from '@/lib/jobs/unreadiness'
import { useContext } from '../support/context'

const context = useContext()
let readOnly: Connection
beforeAll(() => {
  const url = new URL(context.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  readOnly = connect(url.href, 2)
})
afterAll(() => readOnly.close())

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it fails'),
    (error: unknown) => error,
  )

test('what Prisma and the driver throw of a database in trouble is an outage, whichever way it was asked', async () => {
  const quickly = (setting: string, wait: string) =>
    context.db.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`SET LOCAL ${setting} = '50ms'`)
      await tx.$queryRawUnsafe(wait)
    })
  const held = context.sql.transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE company IN ACCESS EXCLUSIVE MODE`
    return failure(quickly('lock_timeout', 'SELECT count(*)::int FROM company'))
  })
  const heldFromModel = context.sql.transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE company IN ACCESS EXCLUSIVE MODE`
    return failure(
      context.db.$transaction(async (other) => {
        await other.$executeRaw`SET LOCAL lock_timeout = '50ms'`
        await other.company.count()
      }),
    )
  })
  const failures: [string, unknown][] = [
    ['a model, read-only', await failure(readOnly.db.networkUse.deleteMany())],
    ['raw through Prisma, read-only', await failure(readOnly.db.$executeRaw`DELETE FROM network_use`)],
    ['the driver, read-only', await failure(readOnly.sql.$executeRaw`DELETE FROM network_use`)],
    [
      'a transaction of Prisma, read-only',
      await failure(readOnly.db.$transaction((tx) => tx.networkUse.deleteMany())),
    ],
    [
      'a transaction of the driver, read-only',
      await failure(readOnly.sql.transaction((tx) => tx.$executeRaw`DELETE FROM network_use`)),
    ],
    ['a locked table', await held],
    ['a locked table, by a model', await heldFromModel],
    [
      'a statement that takes too long',
      await failure(quickly('statement_timeout', 'SELECT pg_sleep(2)::text')),
    ],
    [
      'a session that is ended',
      await failure(context.sql.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`),
    ],
    [
      'a session of Prisma that is ended',
      await failure(context.db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`),
    ],
    ['nobody at the address', await failure(connect('postgresql://a:b@127.0.0.1:1/c', 1).db.company.count())],
    ['no database', await failure(connect('postgresql://a:b@127.0.0.1:1/c', 1).sql.$queryRaw`SELECT 1`)],
  ]
  for (const [name, error] of failures) {
    expect(isOutage(error), `${name}: ${error}`).toBe(true)
    expect(isDiskFull(error), name).toBe(false)
  }
})

test('what is our own mistake is none', async () => {
  for (const error of [
    await failure(context.db.$queryRaw`SELECT nothing FROM nowhere`),
    await failure(context.sql.$queryRaw`SELECT 1 / 0`),
    await failure(context.db.company.findFirstOrThrow({ where: { slug: 'nobody' } })),
    await failure(context.sql.$executeRaw`INSERT INTO company (id) VALUES (NULL)`),
  ])
    expect(isOutage(error), String(error)).toBe(false)
})

test('a migration that was rolled back, or has not ended, is none that this version needs', async () => {
  const owner = await openClient(context.ownerUrl)
  const ready = () => unreadiness(context, async () => null)
  expect(await ready()).toBe('worker')
  const last = `migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`
  for (const column of ['rolled_back_at = now()', 'finished_at = NULL']) {
    const { rows } = await owner.query(`SELECT finished_at FROM _prisma_migrations WHERE ${last}`)
    await owner.query(`UPDATE _prisma_migrations SET ${column} WHERE ${last}`)
    expect(await ready(), column).toBe('migrations')
    await owner.query(`UPDATE _prisma_migrations SET rolled_back_at = NULL, finished_at = $1 WHERE ${last}`, [
      rows[0].finished_at,
    ])
  }
  expect(await ready()).toBe('worker')
  await owner.end()
})
