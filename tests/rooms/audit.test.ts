import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { listAudit } from '@/lib/audit/queries'
import { verifyAudit } from '@/lib/audit/verify'
import { createUser } from '@/lib/company/users/create-user'
import { writeCursor } from '@/lib/kernel/cursor'
import { useContext } from '../support/context'
import { aCompany, aMobile, aUser } from '../support/people'

const context = useContext()
const problems = async () => {
  const found: string[] = []
  for await (const chain of verifyAudit(context.db)) if (chain.problem) found.push(chain.problem)
  return found
}
/** Changes the table past its triggers, as only the database's owner could. */
async function tamper(sql: string) {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  await owner.query(`
    BEGIN; ALTER TABLE audit_entry DISABLE TRIGGER USER; ${sql}; ALTER TABLE audit_entry ENABLE TRIGGER USER; COMMIT`)
  await owner.end()
}

describe('A10 the audit', () => {
  test('is append-only for everybody: the database refuses', async () => {
    await aCompany(context)
    for (const sql of [
      'UPDATE audit_entry SET action = action',
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ])
      await expect(context.db.$executeRawUnsafe(sql)).rejects.toThrow(
        'permission denied for table audit_entry',
      )
    const owner = new pg.Client({ connectionString: context.ownerUrl })
    await owner.connect()
    for (const sql of [
      'UPDATE audit_entry SET action = action',
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ])
      await expect(owner.query(sql)).rejects.toThrow('append-only')
    await owner.end()
  })

  test('is whole however much is written while it is verified', async () => {
    const companies = await Promise.all(Array.from({ length: 4 }, () => aCompany(context)))
    const write = (n: number) =>
      Promise.all(
        companies.map(({ admin }) =>
          createUser(
            admin,
            { login: `v${n}`, name: 'V', email: 'v@firm.example', mobile: aMobile(), language: undefined },
            context,
          ),
        ),
      )
    const found: string[] = []
    let n = 0
    for await (const { problem } of verifyAudit(context.db)) {
      if (problem) found.push(problem)
      if (n < 3) await write(n)
      n += 1
    }
    expect(n).toBeGreaterThanOrEqual(4)
    expect(found).toEqual([])
  })

  test('stays one chain when fifty changes happen at once', async () => {
    const { admin } = await aCompany(context)
    const login = (n: number) => ({
      login: `c${n}`,
      name: 'C',
      email: 'c@firm.example',
      mobile: aMobile(),
      language: undefined,
    })
    await Promise.all(Array.from({ length: 50 }, (_, n) => createUser(admin, login(n), context)))
    const chain = await context.db.auditEntry.findMany({
      where: { companyId: admin.company.id },
      orderBy: { seq: 'asc' },
    })
    expect(chain.map(({ seq }) => Number(seq))).toEqual(chain.map((_, n) => n + 1))
    expect(await problems()).toEqual([])
  })

  test('shows a changed, a removed and a cut-off entry', async () => {
    const { admin } = await aCompany(context)
    for (const _ of [1, 2, 3]) await aUser(context, admin)
    const where = `company_id = '${admin.company.id}'`
    const [row] = await context.db.$queryRawUnsafe<{ name: string }[]>(
      `SELECT object_name AS name FROM audit_entry WHERE ${where} AND seq = 2`,
    )
    await tamper(`UPDATE audit_entry SET object_name = 'somebody else' WHERE ${where} AND seq = 2`)
    expect(await problems()).toEqual(['entry 2 has been changed'])
    await tamper(`UPDATE audit_entry SET object_name = '${row!.name}' WHERE ${where} AND seq = 2`)
    expect(await problems()).toEqual([])
    await tamper(`DELETE FROM audit_entry WHERE ${where} AND seq = 4`)
    expect(await problems()).toEqual(['the chain ends at 3, its head says 4'])
    await tamper(`DELETE FROM audit_entry WHERE ${where} AND seq = 2`)
    expect(await problems()).toEqual(['entry 2 is missing'])
  })

  test('is paged, newest first, and shows what changed', async () => {
    const { admin } = await aCompany(context)
    for (let n = 0; n < 55; n++) await aUser(context, admin)
    const first = await listAudit(admin, {}, context)
    expect(first.rows).toHaveLength(50)
    expect(first.rows[0]!.changes.map(({ field }) => field)).toContain('email')
    const rest = await listAudit(admin, { after: first.next! }, context)
    expect([rest.rows.length, rest.next]).toEqual([6, null])
    expect(
      (await listAudit(admin, { after: writeCursor('at', String(10n ** 30n)) }, context)).rows,
    ).toHaveLength(50)
  })
})
