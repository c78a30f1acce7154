import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { Prisma } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'
import { PIECE } from '@/lib/infra/pieces'
import { hastenRetries } from '@/lib/jobs/retries'
import { tidy } from '@/lib/jobs/tidy'
import { DAY } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'

const context = useContext()

/** Runs statements as whoever owns the tables. */
async function asOwner(sql: string) {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  await owner.query(sql).finally(() => owner.end())
}

/** Many copies of what is in a table: what must be unique in it is made anew. */
const multiply = (table: string) => {
  const name = Prisma.raw(table)
  return context.sql.$executeRaw`
    INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, to_jsonb(row) || jsonb_build_object(
      'id', gen_random_uuid(), 'token_hash', '\\x' || md5(random()::text), 'network', n, 'key', n, 'worker', n))).*
    FROM (SELECT * FROM ${name} LIMIT 1) row, generate_series(1, ${PIECE + 10}) n`
}

test('after a long pause no statement changes more than a piece, what goes along included, and nothing is left', async () => {
  const { admin } = await aCompany(context)
  const of = { companyId: admin.company.id, userId: admin.subject.id }
  const by = { companyId: of.companyId, byId: of.userId }
  const { db } = context
  const at = new Date(context.clock().getTime() - 365 * DAY)
  const tokenHash = () => new Uint8Array(context.random(32))
  const attempt = { login: 'x', accountKey: 'x', createdAt: at, expiresAt: at }
  await tidy(context)
  await db.signIn.create({ data: { ...attempt, tokenHash: tokenHash(), state: 'finished' } })
  await db.networkUse.create({ data: { network: 'x', kind: 'failure', subject: 'x', at } })
  await db.deviceCookie.create({ data: { ...of, tokenHash: tokenHash(), usedAt: at, expiresAt: at } })
  await db.throttle.deleteMany()
  await db.throttle.create({ data: { key: 'x', failures: 1, failedAt: at } })
  await db.session.deleteMany()
  const times = { provenAt: at, createdAt: at, lastSeenAt: at, expiresAt: at }
  await db.session.create({ data: { ...of, ...times, tokenHash: tokenHash() } })
  await db.rightsDraft.create({
    data: { ...by, kind: 'edited', proposal: {}, seenVersion: 0, createdAt: at },
  })
  await db.unmatchedReceipt.create({ data: { at, text: 'x' } })
  await db.channelState.create({ data: { channel: 'sms', worker: 'x', since: at, seenAt: at } })
  await db.messageBudget.deleteMany()
  await db.messageBudget.create({ data: { key: 'x', hour: at, sent: 1 } })
  const keyHash = tokenHash()
  const key = await db.apiKey.create({
    data: { name: 'x', restrictedHash: keyHash, createdAt: at, expiresAt: at },
  })
  const delivery = { senderId: key.id, keyHash, kind: 'lines', format: 'csv', dry: false }
  await db.intakeDelivery.create({
    data: { ...delivery, state: 'refused', status: 400, answer: {}, receivedAt: at, endedAt: at },
  })
  const tables = [
    ...[
      'sign_in',
      'network_use',
      'device_cookie',
      'throttle',
      'session',
      'rights_draft',
      'unmatched_receipt',
    ],
    ...['channel_state', 'sms_budget', 'intake_delivery'],
  ]
  const about = { function: 'user:create', kind: 'operation' as const, input: {}, subject: 'x' }
  await db.approvalRequest.create({ data: { ...by, ...about, askedAt: at, deadline: at } })
  for (const table of [...tables, 'approval_request']) await multiply(table)
  const move = await db.lineMove.create({
    data: { ...by, at, byName: 'x', created: false, lines: 1, lost: [] },
  })
  await manyLines(of.companyId, move.id)
  const counted = [...tables, 'line_move', 'line_move_item']
  const count = async (table: string) =>
    Number(
      (await context.sql.$queryRaw<[{ n: bigint }]>`SELECT count(*) AS n FROM ${Prisma.raw(table)}`)[0].n,
    )
  for (const table of counted.filter((each) => each !== 'line_move'))
    expect(await count(table), table).toBeGreaterThan(PIECE)
  await asOwner(`
    CREATE FUNCTION bound() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF (SELECT count(*) FROM gone) > ${PIECE} THEN RAISE 'too many of %', TG_TABLE_NAME; END IF; RETURN NULL; END $$;
    ${[
      ...counted.map((table) => ['DELETE', table]),
      ['UPDATE', 'intake_delivery'],
      ['UPDATE', 'approval_request'],
    ]
      .map(
        ([how, table]) =>
          `CREATE TRIGGER bound_${how} AFTER ${how} ON ${table} REFERENCING OLD TABLE AS gone EXECUTE FUNCTION bound();`,
      )
      .join('\n')}`)
  await tidy(context)
  expect(await db.approvalRequest.count({ where: { state: 'open' } })).toBe(0)
  for (const table of counted) expect(await count(table), table).toBe(0)
})

/** A move of more lines than a piece. */
async function manyLines(companyId: string, moveId: string) {
  await context.sql.$executeRaw`
    WITH line AS (
      INSERT INTO subscription (company_id, id, kind, msisdn, tariff, created_at)
      SELECT ${companyId}::uuid, gen_random_uuid(), 'mobile', '+3630' || (1000000 + n), 'x', now()
      FROM generate_series(1, ${PIECE + 10}) n RETURNING id)
    INSERT INTO line_move_item (company_id, move_id, subscription_id) SELECT ${companyId}::uuid, ${moveId}::uuid, id FROM line`
}

test('a room that cannot be tidied keeps no other from it, and the job has failed', async () => {
  const { admin } = await aCompany(context)
  const at = new Date(context.clock().getTime() - DAY)
  const by = { companyId: admin.company.id, byId: admin.subject.id }
  const about = { function: 'user:create', kind: 'operation' as const, input: {}, subject: 'x' }
  const { id } = await context.db.approvalRequest.create({
    data: { ...by, ...about, askedAt: at, deadline: at },
  })
  await context.db.networkUse.create({
    data: { network: 'y', kind: 'failure', subject: 'x', at: new Date(at.getTime() - DAY) },
  })
  await context.db.messageBudget.create({ data: { key: 'z', hour: new Date(at.getTime() - DAY), sent: 1 } })
  await asOwner(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
    CREATE TRIGGER refuse BEFORE DELETE ON network_use FOR EACH ROW EXECUTE FUNCTION refuse()`)
  const said = vi.spyOn(log, 'error').mockReturnValue()
  await expect(tidy(context)).rejects.toThrow('no')
  expect(said.mock.calls.map(([, fields]) => fields?.room)).toEqual(['identity'])
  said.mockRestore()
  expect((await context.db.approvalRequest.findUniqueOrThrow({ where: { id } })).state).toBe('expired')
  expect(await context.db.messageBudget.count({ where: { key: 'z' } })).toBe(0)
})

test('however many tries wait for too long, all are hastened, a piece at a time', async () => {
  const pool = new pg.Pool({ connectionString: context.url })
  const pieces: (number | null)[] = []
  try {
    await pool.query(
      `SELECT graphile_worker.add_job('nobody', run_at := now() + interval '1 hour') FROM generate_series(1, ${2 * PIECE + 5})`,
    )
    await pool.query('UPDATE graphile_worker._private_jobs SET attempts = 9 WHERE run_at > now()')
    await hastenRetries({
      query: async (text: string) => {
        const result = await pool.query(text)
        pieces.push(result.rowCount)
        return result
      },
    } as never)
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM graphile_worker.jobs
       WHERE task_identifier = 'nobody' AND (run_at > now() + interval '2 minutes' OR attempts <> 5)`,
    )
    expect([pieces, rows]).toEqual([[PIECE, PIECE, 5], [{ n: 0 }]])
  } finally {
    await pool.end()
  }
})
