import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '@/lib/audit/verify'
import { createUser } from '@/lib/company/users/create-user'
import type { Context } from '@/lib/infra/context'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aRowOf } from '../support/a-row-in-each'
import { aCompanyWithBills } from '../support/billed'
import { readCatalogue, type Table } from '../support/catalogue'
import { useContext } from '../support/context'
import { moveCompany, rowsOf, tablesToMove } from '../support/move-company'
import { aCompany, aMobile, value } from '../support/people'

const here = useContext()
const there = useContext()
let from: pg.Client
let to: pg.Client
let tables: Table[]
let id: string
let slug: string

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
const aColleague = async (context: Context) =>
  createUser(
    await demoActor(context, `admin@${slug}`),
    { login: `bea${aMobile()}`, name: 'Bea', email: 'bea@firm.example', mobile: aMobile() },
    context,
  )

beforeAll(async () => {
  ;[from, to] = [await connectTo(here.ownerUrl), await connectTo(there.ownerUrl)]
  const { admin, ...company } = await aCompanyWithBills(here, { seed: 7, lines: 12, months: 3, accounts: 3 })
  ;[id, slug] = [admin.subject.companyId, company.slug]
  value(await aColleague(here))
  await aCompanyWithBills(here, { seed: 8, lines: 6, months: 2 })
  await aCompany(there)
  tables = await readCatalogue(from)
  for (const table of tablesToMove(tables).moved)
    if ((await rowsOf(id, table, from)).length === 0) await aRowOf(id, table, from)
})
afterAll(() => Promise.all([from.end(), to.end()]))

/** Rows of everybody in each table. */
async function counts(client: pg.Client): Promise<Record<string, number>> {
  const all: Record<string, number> = {}
  for (const { name } of tables)
    all[name] = (await client.query(`SELECT count(*)::int AS n FROM "${name}"`)).rows[0].n
  return all
}
const chains = async (context: Context) => {
  const found = new Map<string, string>()
  for await (const { companyId, problem, head, entries } of verifyAudit(context.db)) {
    expect(problem).toBeNull()
    found.set(companyId, `${entries} ${head}`)
  }
  return found
}

test('a company is moved to another database by its key alone: every row, and nothing of anybody else’s', async () => {
  const { moved, left } = tablesToMove(tables)
  // An attempt to sign in is nobody’s until it has come through, and over within a day: it is begun anew.
  expect(left.map(({ name }) => name)).toEqual(['challenge', 'code_send'])
  const [before, source] = [await counts(to), await counts(from)]
  await moveCompany(id, moved, from, to)

  const after = await counts(to)
  for (const table of moved) {
    const rows = await rowsOf(id, table, from)
    expect(rows.length, table.name).toBeGreaterThan(0)
    expect(await rowsOf(id, table, to), table.name).toEqual(rows)
    expect(after[table.name]! - before[table.name]!, table.name).toBe(rows.length)
  }
  const others = tables.filter(({ name }) => !moved.some((table) => table.name === name))
  for (const { name } of others) expect(after[name], name).toBe(before[name])
  expect(await counts(from)).toEqual(source)
})

test('its audit is whole there, ends where it ended here, and goes on', async () => {
  const [mine, theirs] = [await chains(here), await chains(there)]
  expect(theirs.get(id)).toBe(mine.get(id))
  value(await aColleague(there))
  expect((await chains(there)).get(id)).not.toBe(mine.get(id))
})

test('the database refuses a row of one company that names what is another’s, in every table', async () => {
  const { rows } = await from.query('SELECT id FROM company WHERE id <> $1 LIMIT 1', [id])
  const tried: string[] = []
  // Whoever writes it, and whatever they have switched off that can be.
  await from.query('BEGIN')
  for (const { name } of tables) await from.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`)
  // What is delivered names no payment.
  await from.query(
    `UPDATE payment_reference SET payment_id = (SELECT id FROM payment WHERE company_id = $1 LIMIT 1) WHERE company_id = $1`,
    [id],
  )
  for (const { name, references } of tablesToMove(tables).moved) {
    const columns = references
      .filter(({ columns, to }) => columns[0] === 'company_id' && to !== 'company' && to !== name)
      .map(({ columns }) => columns[1]!)
    if (columns.length === 0) continue
    await from.query('SAVEPOINT before')
    const refusal = await from
      .query(
        `UPDATE "${name}" SET company_id = $2 WHERE company_id = $1 AND num_nonnulls(${columns.map((column) => `"${column}"`)}) > 0`,
        [id, rows[0].id],
      )
      .then(
        ({ rowCount }) => `${rowCount} rows written`,
        ({ code }: pg.DatabaseError) => code,
      )
    await from.query('ROLLBACK TO before')
    expect(refusal, name).toBe('23503')
    tried.push(name)
  }
  await from.query('ROLLBACK')
  expect(tried.length).toBeGreaterThan(35)
})
