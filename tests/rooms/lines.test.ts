import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listAudit } from '@/lib/audit/queries'
import { isUuid } from '@/lib/kernel/cursor'
import { readKeyring } from '@/lib/kernel/keyring'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { editLine } from '@/lib/subscriptions/lines/edit-line'
import { editLines } from '@/lib/subscriptions/lines/edit-lines'
import { exportLines } from '@/lib/subscriptions/lines/export-lines'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { previewLines } from '@/lib/subscriptions/lines/preview-lines'
import { moveLines } from '@/lib/subscriptions/moves/move-lines'
import { getLine, listLineFilters } from '@/lib/subscriptions/queries'
import { listLinesInput, moveLinesInput, selectLinesInput } from '@/lib/subscriptions/schema'
import { resealSimCodes } from '@/lib/subscriptions/sims/reseal-sim-codes'
import { showSimCodes } from '@/lib/subscriptions/sims/show-sim-codes'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { editedLine } from '../support/edited'
import { anIccid } from '../support/iccid'
import { TEST_KEY } from '../support/key'
import { moveTo, previewTo } from '../support/moved'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()
const list = (actor: Actor, asked: Record<string, string> = {}) =>
  listLines(actor, listLinesInput.parse(asked), context)
async function all(actor: Actor, asked: Record<string, string> = {}) {
  const rows = []
  for (let after: string | undefined; ; ) {
    const page = await list(actor, { ...asked, ...(after && { after }) })
    rows.push(...page.rows)
    if (!page.next) return rows
    after = page.next
  }
}
async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
async function fleet(count: number) {
  const { slug, admin } = await aCompany(context)
  const lines = Array.from({ length: count }, (_, n) => ({
    company: slug,
    number: aMobile(),
    holder: ['Kővári Ödön', 'Nagy Éva', 'Čedomir Šćepanović'][n % 3]!,
    costCentre: n % 2 ? 'Drivers' : 'Office',
    status: n % 10 === 9 ? ('suspended' as const) : ('active' as const),
    iccid: anIccid(),
  }))
  const { ids } = await deliver(context, lines)
  return { slug, admin, lines, ids }
}

test('A7 pages in order and without gaps, each line once; filters and search agree with what was delivered', async () => {
  const { slug, admin, lines } = await fleet(123)
  const rows = await all(admin)
  expect(rows).toHaveLength(123)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(123)
  const numbers = rows.map(({ number }) => number)
  expect(numbers).toEqual([...numbers].sort())
  expect(await all(admin, { status: 'suspended' })).toHaveLength(12)
  const { centres } = await listLineFilters(admin, context)
  const drivers = centres.find(({ name }) => name === 'Drivers')!.id
  expect(await all(admin, { centre: drivers })).toHaveLength(61)
  expect(await all(admin, { centre: drivers, status: 'suspended' })).toHaveLength(12)
  for (const q of ['kovari', 'KŐVÁRI', 'ödön']) expect(await all(admin, { q })).toHaveLength(41)
  expect(await all(admin, { q: 'scepanovic' })).toHaveLength(41)
  const { ids } = await deliver(context, [{ company: slug, number: aMobile(), holder: 'Андрей Фёдоров' }])
  value(await editLine(admin, await editedLine(context, { id: ids[0]!, label: 'Dvořák' }), context))
  for (const q of ['Андрей', 'фёдоров', 'ФЕДОРОВ', 'dvorak', 'Dvořák'])
    expect(await all(admin, { q }), q).toHaveLength(1)
  const one = lines[17]!
  for (const q of [one.number, `06 ${one.number}`, `+36${one.number}`, one.number.slice(3), one.iccid])
    expect(
      (await all(admin, { q })).map(({ number }) => number.replace(/\D/g, '').slice(2)),
      q,
    ).toContain(one.number)
  for (const q of ['%', '_', '\\', "'; DROP TABLE subscription; --", 'no such thing'])
    expect(await all(admin, { q }), q).toEqual([])
})

test('a search by any part of any number finds it, and nothing that does not hold it', async () => {
  const { admin, lines } = await fleet(60)
  await fc.assert(
    fc.asyncProperty(fc.nat(59), fc.nat(5), fc.integer({ min: 3, max: 9 }), async (n, from, length) => {
      const q = lines[n]!.number.slice(from, from + length)
      if (q.length < 3) return
      const found = (await all(admin, { q })).map(({ number }) => number.replace(/\D/g, ''))
      expect(found.some((number) => number.endsWith(lines[n]!.number))).toBe(true)
      // What begins like a number dialled at home or from abroad stands for the beginning of one, too.
      const begins = (prefix: string, whole: string) => q.startsWith(prefix) && whole.startsWith(q.slice(2))
      const holds = lines.filter(
        ({ number, iccid }) =>
          `36${number} ${iccid}`.includes(q) || begins('06', number) || begins('00', `36${number}`),
      )
      expect(found).toHaveLength(holds.length)
    }),
    { numRuns: 40 },
  )
})

test('A8 lines of another company are not there: in the list, the search, by id, to be edited', async () => {
  const [one, other] = [await fleet(5), await fleet(5)]
  expect(await all(one.admin)).toHaveLength(5)
  expect(await all(one.admin, { q: other.lines[0]!.number })).toEqual([])
  const foreign = (await listLineFilters(other.admin, context)).centres[0]!.id
  expect(await all(one.admin, { centre: foreign })).toEqual([])
  await expect(getLine(one.admin, other.ids[0]!, context)).rejects.toBeInstanceOf(NotFound)
  const edit = { id: other.ids[0]!, changes: { label: { was: '', next: 'mine' } } }
  await expect(editLine(one.admin, edit, context)).rejects.toBeInstanceOf(NotFound)
  const user = await demoActor(context, (await aUser(context, one.admin)).account)
  await expect(list(user)).rejects.toBeInstanceOf(NotFound)
  await expect(editLine(user, { ...edit, id: one.ids[0]! }, context)).rejects.toBeInstanceOf(NotFound)
})

test('a line’s page tells its history; name and cost centre are the company’s, and survive the next delivery', async () => {
  const { slug, admin } = await aCompany(context)
  const number = aMobile()
  const line = { company: slug, number, holder: 'Ada', tariff: 'L', billingAccount: 'A-1' }
  const id = (await deliver(context, [line])).ids[0]!
  const typed = { label: 'Front desk', holder: 'Ada' }
  value(await editLine(admin, await editedLine(context, { id, ...typed }), context))
  value(await moveTo(context, admin, [id], 'Reception'))
  context.pass(60_000)
  await deliver(context, [{ ...line, status: 'suspended' }])
  context.pass(60_000)
  const { counts } = await deliver(context, [line])
  expect(counts).toEqual({ added: 0, changed: 1, moved: 0 })
  expect((await deliver(context, [line])).counts).toEqual({ added: 0, changed: 0, moved: 0 })
  const view = await getLine(admin, id, context)
  expect(view).toMatchObject({
    label: 'Front desk',
    costCentre: 'Reception',
    account: 'A-1',
    status: 'active',
  })
  expect(view.history.map(({ status }) => status)).toEqual(['active', 'suspended', 'active'])
  expect(await all(admin, { q: 'front' })).toHaveLength(1)
  const facts = await context.db.auditEntry.findMany({
    where: { companyId: admin.company.id, action: { startsWith: 'subscriptions' } },
    orderBy: { seq: 'asc' },
  })
  expect(facts.map(({ action }) => action)).toEqual([
    'subscriptions.lines_delivered',
    'subscriptions.line_edited',
    'subscriptions.line_moved',
    'subscriptions.lines_delivered',
    'subscriptions.lines_delivered',
  ])
})

test('a cursor that is none begins at the beginning', async () => {
  const { admin } = await fleet(3)
  for (const after of [
    'x',
    Buffer.from('["+36",1]').toString('base64url'),
    Buffer.from('{').toString('base64url'),
  ])
    expect((await list(admin, { after })).rows).toHaveLength(3)
})

test('an export holds exactly what the list shows, filter by filter, and stands in the audit', async () => {
  const { admin } = await fleet(130)
  const { centres } = await listLineFilters(admin, context)
  for (const asked of [{}, { status: 'suspended' }, { q: 'nagy' }, { centre: centres[0]!.id }] as Record<
    string,
    string
  >[]) {
    const file = value(
      await exportLines(admin, { ...listLinesInput.parse(asked), format: 'csv', locale: 'en' }, context),
    )
    const exported = (await textOf(file.bytes)).split('\r\n').slice(1, -1)
    // Every text is quoted.
    expect(exported.map((row) => row.split(',')[0]?.replaceAll('"', ''))).toEqual(
      (await all(admin, asked)).map(({ number }) => number),
    )
  }
  const { companyId } = admin.subject
  expect(
    await context.db.auditEntry.count({ where: { companyId, action: 'subscriptions.lines_exported' } }),
  ).toBe(4)
  const user = await demoActor(context, (await aUser(context, admin)).account)
  await expect(
    exportLines(user, { ...listLinesInput.parse({}), format: 'csv', locale: 'en' }, context),
  ).rejects.toBeInstanceOf(NotFound)
})

test('every order pages without gaps and holds the same lines; names in the order of letters', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 77, lines: 130, months: 2 })
  const usual = (await all(admin)).map(({ id }) => id).sort()
  for (const sort of ['number', 'holder', 'cost', 'used']) {
    const rows = await all(admin, { sort })
    expect(rows.map(({ id }) => id).sort(), sort).toEqual(usual)
    const keys = rows.map((row) =>
      sort === 'cost' ? -row.spent : sort === 'used' ? row.lastUsedAt.getTime() : (row.holder ?? ''),
    )
    if (sort === 'cost' || sort === 'used')
      expect(keys, sort).toEqual([...keys].sort((a, b) => Number(a) - Number(b)))
    if (sort === 'holder')
      expect(keys).toEqual(
        [...keys].sort(new Intl.Collator('und').compare as (a: unknown, b: unknown) => number),
      )
  }
  const over = await all(admin, { only: 'over_limit' })
  expect(over.every(({ overLimit }) => overLimit)).toBe(true)
  expect(over.map(({ id }) => id).sort()).toEqual(
    (await all(admin))
      .filter(({ overLimit }) => overLimit)
      .map(({ id }) => id)
      .sort(),
  )
  const { tariffs } = await listLineFilters(admin, context)
  expect(tariffs.length).toBeGreaterThan(3)
  let sum = 0
  for (const tariff of tariffs) sum += (await all(admin, { tariff })).length
  expect(sum).toBe(usual.length)
  context.pass(120 * 86_400_000)
  expect((await all(admin, { only: 'unused', sort: 'used' })).length).toBeGreaterThan(50)
  context.pass(-120 * 86_400_000)
})

test('many lines change as one: what was seen is what is done, never another company’s, never too many', async () => {
  const [{ admin, ids, slug, lines }, other] = [await fleet(12), await fleet(2)]
  const five = [...ids.slice(0, 5), other.ids[0]!]
  const seen = await previewTo(context, admin, five, 'Night shift')
  expect(seen).toMatchObject({ count: 5, changes: 5, target: { name: 'Night shift', isNew: true } })
  const selection = new URLSearchParams(five.map((id) => ['id', id])).toString()
  const change = moveLinesInput.parse({ selection, name: 'Night shift', seen: seen.seen })
  expect(value(await moveLines(admin, change, context))).toMatchObject({ count: 5 })
  // Looked at before, changed since.
  expect(outcome(await moveLines(admin, { ...change, name: 'Day shift' }, context))).toBe(
    'subscriptions.changed_meanwhile',
  )
  const { centres } = await listLineFilters(admin, context)
  const night = centres.find(({ name }) => name === 'Night shift')!.id
  expect(await all(admin, { centre: night })).toHaveLength(5)
  const whole = selectLinesInput.parse({ all: '1', centre: night })
  const holders = await previewLines(admin, whole, { field: 'holder', value: 'Pool' }, context)
  value(
    await editLines(admin, { selection: whole, field: 'holder', value: 'Pool', seen: holders.seen }, context),
  )
  // The company has said who holds them: the operator's next delivery leaves it.
  await deliver(context, [{ ...lines[0]!, company: slug, status: 'active', tariff: 'New' }])
  expect((await getLine(admin, ids[0]!, context)).holder).toBe('Pool')
  expect((await getLine(admin, ids[0]!, context)).tariff).toBe('New')
  expect((await getLine(other.admin, other.ids[0]!, context)).costCentre).not.toBe('Night shift')
  const fact = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'subscriptions.lines_moved' },
    orderBy: { seq: 'asc' },
  })
  expect(fact.after).toMatchObject({ costCentre: 'Night shift', lines: 5 })
  // Which lines they are, and from where, can be read.
  const read = (await listAudit(admin, {}, context)).rows.find(({ seq }) => seq === fact.seq.toString())!
  const said = (field: string) => read.changes.find((change) => change.field === field)
  expect(said('numbers')?.after).toHaveLength(5)
  expect(said('costCentre')?.before).not.toEqual([])
  for (const was of said('costCentre')!.before!) expect(isUuid(was)).toBe(false)
  expect(Object.keys((fact.before as { costCentre: object }).costCentre).sort()).toEqual(
    [...ids.slice(0, 5)].sort(),
  )
})

test('PIN and PUK are sealed, opened only with their right, and every view is in the audit', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 78, lines: 6, months: 1 })
  const stranger = (await fleet(1)).admin
  const line = (await all(admin)).find(({ iccid }) => iccid)!
  const { puk, pin } = value(await showSimCodes(admin, { id: line.id }, context))
  expect(puk).toMatch(/^\d{8}$/)
  expect(pin).toMatch(/^\d{4}$/)
  await expect(showSimCodes(stranger, { id: line.id }, context)).rejects.toBeInstanceOf(NotFound)
  const rows = await context.db.simSecret.findMany()
  for (const { sealed } of rows) expect(Buffer.from(sealed).includes(Buffer.from(puk))).toBe(false)
  const { keys } = context
  const both = { ...context, keys: readKeyring(`another key of at least 32 characters,${TEST_KEY}`) }
  expect(await resealSimCodes(both)).toBeGreaterThan(0)
  expect(await resealSimCodes(both)).toBe(0)
  expect(value(await showSimCodes(admin, { id: line.id }, both)).puk).toBe(puk)
  expect(
    await resealSimCodes({ ...both, keys: readKeyring(`${TEST_KEY},another key of at least 32 characters`) }),
  ).toBeGreaterThan(0)
  expect(value(await showSimCodes(admin, { id: line.id }, { ...context, keys })).puk).toBe(puk)
  const where = { companyId: admin.company.id, action: 'subscriptions.sim_codes_shown' }
  expect(await context.db.auditEntry.count({ where })).toBe(3)
  expect(
    JSON.stringify(await context.db.auditEntry.findMany({ where }), (_k, v) =>
      typeof v === 'bigint' ? String(v) : v,
    ),
  ).not.toContain(puk)
})

test('this month is this month before the hourly job has run; what was never used says so', async () => {
  const { slug, admin, ids } = await fleet(2)
  const [used, never] = ids as [string, string]
  await context.db.lineUse.update({
    where: { subscriptionId: used },
    data: { spent: 5_000n, overLimit: true, used: true, month: new Date('2026-11-01') },
  })
  const shown = async (at: string) => {
    const then = { ...context, clock: () => new Date(at) }
    const own = (id: string) => getLine(admin, id, then)
    const listed = await listLines(admin, listLinesInput.parse({ only: 'over_limit' }), then)
    const rows = (await listLines(admin, listLinesInput.parse({}), then)).rows
    const line = await own(used)
    expect(rows.find(({ id }) => id === used)).toMatchObject({ spent: line.spent, overLimit: line.overLimit })
    return [line.spent, line.overLimit, listed.rows.length]
  }
  // Until midnight in Budapest.
  expect(await shown('2026-11-30T22:59:59Z')).toEqual([5_000, true, 1])
  expect(await shown('2026-11-30T23:00:00Z')).toEqual([0, false, 0])
  expect(await shown('2027-01-15T12:00:00Z')).toEqual([0, false, 0])
  expect([
    (await getLine(admin, used, context)).neverUsed,
    (await getLine(admin, never, context)).neverUsed,
  ]).toEqual([false, true])
  const { rows } = await list(await demoActor(context, `admin@${slug}`))
  expect(rows.map(({ id, neverUsed }) => [id, neverUsed]).sort()).toEqual(
    [
      [used, false],
      [never, true],
    ].sort(),
  )
})
