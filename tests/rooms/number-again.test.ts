import { describe, expect, test } from 'vitest'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { anIccid } from '../support/iccid'
import { aCompany, aMobile } from '../support/people'

const context = useContext()
const take = (name: string, ...rows: string[]) => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  return importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)
}

let shared: ReturnType<typeof aCompany> | undefined
/** One company, where it does not matter which. */
const company = () => (shared ??= aCompany(context))

type Line = { company: string; number: string; holder: string }
async function had(line: Line, from: string, until: string | null) {
  const { ids } = await deliver(context, [line])
  const data = { createdAt: new Date(from), terminatedAt: until && new Date(until) }
  await context.db.subscription.update({
    where: { id: ids[0]! },
    data: { ...data, ...(until && { status: 'terminated' }) },
  })
}

/** Anna has a number until 10 November; from the 11th Béla has it, in the same company or in another. */
async function given(again: 'here' | 'elsewhere') {
  const [{ slug }, other] = [await aCompany(context), await aCompany(context)]
  const number = aMobile()
  await had(
    { company: slug, number, holder: 'Anna' },
    '2026-01-01T00:00:00Z',
    again === 'here' ? '2026-11-10T10:00:00Z' : null,
  )
  const now = again === 'here' ? slug : other.slug
  if (again === 'elsewhere') {
    await deliver(context, [{ company: now, number, holder: 'Béla' }])
    await context.db.subscription.updateMany({
      where: { msisdn: `+36${number}`, status: 'terminated' },
      data: { terminatedAt: new Date('2026-11-10T10:00:00Z') },
    })
    await context.db.subscription.updateMany({
      where: { msisdn: `+36${number}`, status: 'active' },
      data: { createdAt: new Date('2026-11-11T10:00:00Z') },
    })
  } else await had({ company: now, number, holder: 'Béla' }, '2026-11-11T10:00:00Z', null)
  return { number, before: slug, now }
}

const USAGE = 'company,line,at,reference,kind,quantity,net'
const refused = (row: number) => [{ row, code: 'subscriptions.no_line_then', field: 'line' }]

async function usageOf(number: string) {
  const found = await context.sql.$queryRaw<{ holder: string }[]>`
    SELECT s.holder FROM usage_record u JOIN subscription s ON s.id = u.subscription_id
    WHERE s.msisdn = ${`+36${number}`} ORDER BY 1`
  return found.map(({ holder }) => holder)
}

describe('usage of a number that was given again is of whoever had it then', () => {
  test.each<['here' | 'elsewhere', 'before' | 'now', string, string | null]>([
    ['here', 'now', '2026-10-05T12:00:00Z', 'Anna'],
    ['here', 'now', '2026-11-10T09:59:59Z', 'Anna'],
    ['here', 'now', '2026-11-10T10:00:00Z', null],
    ['here', 'now', '2026-11-11T09:59:59Z', null],
    ['here', 'now', '2026-11-11T10:00:00Z', 'Béla'],
    ['here', 'now', '2026-11-20T12:00:00Z', 'Béla'],
    ['here', 'now', '2025-12-31T12:00:00Z', 'Anna'],
    ['elsewhere', 'now', '2026-11-20T12:00:00Z', 'Béla'],
    ['elsewhere', 'now', '2026-11-10T09:00:00Z', null],
    ['elsewhere', 'now', '2026-11-11T09:00:00Z', null],
    ['elsewhere', 'before', '2026-11-10T09:00:00Z', 'Anna'],
    ['elsewhere', 'before', '2026-11-20T12:00:00Z', null],
    // Before any line of the number was known.
    ['elsewhere', 'now', '2025-12-31T12:00:00Z', null],
    ['elsewhere', 'before', '2025-12-31T12:00:00Z', 'Anna'],
  ])('%s, told under the company that has it %s, %s: %s', async (again, under, at, whose) => {
    const line = await given(again)
    const row = `${line[under]},${line.number},${at},E-1,data,1,1`
    const answer = await take('usage.csv', USAGE, row)
    expect(answer.problems).toEqual(whose ? [] : refused(2))
    expect(await usageOf(line.number)).toEqual(whose ? [whose] : [])
    if (whose) expect((await take('usage.csv', USAGE, row)).counts).toEqual({ added: 0 })
  })

  test('what another version kept of the line in service goes to whoever had the number, and counts once', async () => {
    const line = await given('here')
    const row = (at: string, id: string) => `${line.now},${line.number},${at},${id},data,7,3`
    const late = row('2026-11-05T12:00:00Z', 'E-1')
    await take('usage.csv', USAGE, row('2026-11-20T12:00:00Z', 'E-0'), late)
    const lines = await context.db.subscription.findMany({ where: { msisdn: `+36${line.number}` } })
    const [anna, bela] = ['Anna', 'Béla'].map((holder) => lines.find((one) => one.holder === holder)!.id)
    const sums = async () =>
      Object.fromEntries(
        (await context.db.usageSum.findMany({ where: { subscriptionId: { in: [anna!, bela!] } } })).map(
          ({ subscriptionId, quantity, net, records }) => [
            subscriptionId === anna ? 'Anna' : 'Béla',
            [quantity, net, records].map(Number),
          ],
        ),
      )
    const right = await sums()
    expect(right).toEqual({ Anna: [7, 300, 1], Béla: [7, 300, 1] })
    // As it was kept before: all of the line in service.
    await context.db.usageRecord.updateMany({
      where: { reference: 'E-1', subscriptionId: anna! },
      data: { subscriptionId: bela! },
    })
    await context.db.usageSum.deleteMany({ where: { subscriptionId: anna! } })
    await context.db.usageSum.updateMany({
      where: { subscriptionId: bela! },
      data: { quantity: 14, net: 600, records: 2 },
    })
    for (let times = 0; times < 2; times++) {
      expect(await take('usage.csv', USAGE, late, row('2026-11-06T12:00:00Z', `E-2`))).toMatchObject({
        counts: { added: times === 0 ? 1 : 0 },
      })
      expect(await sums()).toEqual({ Anna: [14, 600, 2], Béla: right.Béla })
    }
  })

  test('and the first line of a number has what was before it was known', async () => {
    const { slug } = await company()
    const number = aMobile()
    await deliver(context, [{ company: slug, number, holder: 'Anna' }])
    await take('usage.csv', USAGE, `${slug},${number},2026-03-01T00:00:00Z,E-1,data,1,1`)
    expect(await usageOf(number)).toEqual(['Anna'])
  })
})

describe('so are lines of bills, by their periods', () => {
  const HEAD = 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,line,kind,name,net,rate'
  test.each<['here' | 'elsewhere', 'before' | 'now', string, string, string | null]>([
    ['here', 'now', '2026-10-01', '2026-10-31', 'Anna'],
    ['here', 'now', '2026-11-01', '2026-11-10', 'Anna'],
    ['here', 'now', '2026-11-01', '2026-11-30', 'Béla'],
    ['here', 'now', '2026-12-01', '2026-12-31', 'Béla'],
    ['here', 'now', '2025-01-01', '2025-01-31', 'Anna'],
    ['elsewhere', 'now', '2026-10-01', '2026-10-31', null],
    ['elsewhere', 'now', '2026-11-01', '2026-11-30', 'Béla'],
    ['elsewhere', 'now', '2025-01-01', '2025-01-31', null],
    ['elsewhere', 'before', '2025-01-01', '2025-01-31', 'Anna'],
    ['elsewhere', 'before', '2026-10-01', '2026-10-31', 'Anna'],
    ['elsewhere', 'before', '2026-12-01', '2026-12-31', 'Anna'],
  ])('%s, under the company that has it %s, %s to %s: %s', async (again, under, from, to, whose) => {
    const line = await given(again)
    const row = `${line[under]},A,B-1,2026-12-05,2026-12-20,${from},${to},127,${line.number},fee,Fee,100,27`
    expect((await take('bills.csv', HEAD, row)).problems).toEqual(whose ? [] : refused(2))
    const found = await context.sql.$queryRaw<{ holder: string }[]>`
      SELECT s.holder FROM bill_line l JOIN subscription s ON s.id = l.subscription_id
      WHERE s.msisdn = ${`+36${line.number}`}`
    expect(found).toEqual(whose ? [{ holder: whose }] : [])
  })

  test('and the same bill again is nothing new once the number is somebody else’s', async () => {
    const { slug } = await company()
    const number = aMobile()
    await deliver(context, [{ company: slug, number, holder: 'Anna' }])
    const bill = (net = 100) =>
      take(
        'bills.csv',
        HEAD,
        `${slug},A,B-1,2026-12-05,2026-12-20,2026-11-01,2026-11-30,${net * 1.27},${number},fee,Fee,${net},27`,
      )
    expect((await bill()).counts).toEqual({ added: 1 })
    await deliver(context, [{ company: slug, number, holder: 'Anna', status: 'terminated' }])
    await deliver(context, [{ company: slug, number, holder: 'Béla' }])
    expect((await bill()).counts).toEqual({ added: 0 })
    expect((await bill(200)).problems).toMatchObject([{ code: 'bills.bill_differs' }])
  })
})

describe('a line that had ended and is delivered again', () => {
  type Cells = { iccid?: string; holder?: string; status?: 'active' | 'suspended' | 'terminated' }
  const [sim, other] = [anIccid(), anIccid()]
  test.each<[string, Cells | null, Cells, boolean]>([
    ['with its SIM is itself', {}, { iccid: sim }, true],
    ['with its SIM, barred, is itself', {}, { iccid: sim, status: 'suspended' }, true],
    ['with its SIM and another holder is itself', {}, { iccid: sim, holder: 'Béla' }, true],
    ['with another SIM is another', {}, { iccid: other }, false],
    ['with another SIM and its holder is another', {}, { iccid: other, holder: 'Anna' }, false],
    ['without a SIM is another', {}, { holder: 'Anna' }, false],
    ['by its reference is itself', null, {}, true],
  ])('%s', async (_, mobile, again, same) => {
    const { slug, admin } = await company()
    const line = mobile
      ? { company: slug, number: aMobile() }
      : { company: slug, reference: `R-${aMobile()}`, kind: 'internet' as const }
    const first = { ...line, ...(mobile && { iccid: sim }), holder: 'Anna' }
    const [id] = (await deliver(context, [first])).ids
    await context.db.subscription.update({ where: { id: id! }, data: { label: 'Boss' } })
    await deliver(context, [{ ...first, status: 'terminated' }])
    context.pass(3_600_000)
    const { counts, ids } = await deliver(context, [{ ...line, ...again }])
    expect(counts).toMatchObject(same ? { added: 0, changed: 1 } : { added: 1, changed: 0 })
    expect(ids[0] === id).toBe(same)
    const kept = await context.db.subscription.findUniqueOrThrow({
      where: { id: ids[0]! },
      include: { changes: true },
    })
    expect(kept).toMatchObject({
      status: again.status ?? 'active',
      terminatedAt: null,
      label: same ? 'Boss' : null,
      holder: again.holder ?? null,
    })
    expect(kept.changes.map(({ status }) => status)).toEqual(
      same ? ['terminated', again.status ?? 'active'] : [],
    )
    expect((await deliver(context, [{ ...line, ...again }])).counts).toMatchObject({ added: 0, changed: 0 })
    // Nobody else has its SIM after this.
    await deliver(context, [{ ...line, ...again, status: 'terminated' }])
    const facts = await context.db.auditEntry.findMany({
      where: { companyId: admin.company.id },
      orderBy: { seq: 'asc' },
    })
    expect(facts.at(-2)?.after).toMatchObject(same ? { changed: 1 } : { added: 1 })
  })

  test('that went to another company by mistake comes back as itself; after somebody else had the number it does not', async () => {
    const [a, b] = [await aCompany(context), await aCompany(context)]
    const line = { number: aMobile(), iccid: anIccid() }
    const [id] = (await deliver(context, [{ company: a.slug, ...line }])).ids
    await deliver(context, [{ company: b.slug, ...line }])
    expect(await deliver(context, [{ company: a.slug, ...line }])).toMatchObject({
      ids: [id],
      counts: { added: 0, moved: 1 },
    })
    await deliver(context, [{ company: a.slug, ...line, status: 'terminated' }])
    context.pass(60_000)
    const between = { company: a.slug, number: line.number, iccid: anIccid() }
    await deliver(context, [between])
    context.pass(60_000)
    await deliver(context, [{ ...between, status: 'terminated' }])
    expect((await deliver(context, [{ company: a.slug, ...line }])).ids).not.toEqual([id])
  })
})

describe('what reads as the reference of one line and the number of another is refused', () => {
  test.each<[string, string, boolean, string | null]>([
    ['the national number alone', '', true, 'subscriptions.line_ambiguous'],
    ['with its country code', '+36', true, null],
    ['with its trunk prefix', '06', true, null],
    ['where no mobile has it', '', false, null],
  ])('%s', async (_, begin, both, code) => {
    const { slug } = await company()
    const number = `+36${aMobile()}`
    await deliver(context, [
      ...(both ? [{ company: slug, number, holder: 'Mobile' }] : []),
      { company: slug, reference: number.slice(3), kind: 'internet' as const, holder: 'DSL' },
    ])
    const said = `${begin}${number.slice(3)}`
    for (const [name, head, row] of [
      ['usage.csv', USAGE, `${slug},${said},2026-11-20T12:00:00Z,E-${said},data,1,1`],
      ['buckets.csv', 'company,line,kind,name,used', `${slug},${said},data,D,1`],
      [
        'bills.csv',
        'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,line,kind,name,net,rate',
        `${slug},A,B-${said},2026-11-05,2026-11-20,2026-10-01,2026-10-31,127,${said},fee,Fee,100,27`,
      ],
    ] as const)
      expect((await take(name, head, row)).problems, name).toEqual(
        code ? [{ row: 2, code, field: 'line' }] : [],
      )
    const holder = await context.sql.$queryRaw`
      SELECT s.holder FROM usage_record u JOIN subscription s ON s.id = u.subscription_id WHERE u.reference = ${`E-${said}`}`
    expect(holder).toEqual(code ? [] : [{ holder: both ? 'Mobile' : 'DSL' }])
  })
})

describe('where usage was', () => {
  test.each<[string, string | null | undefined]>([
    ['', null],
    ['HU', null],
    ['AT', 'AT'],
    ['RS', 'RS'],
    ['XK', 'XK'],
    ['AQ', 'AQ'],
    ['US', 'US'],
    ['ZZ', undefined],
    ['XX', undefined],
    ['UK', undefined],
    ['EU', undefined],
    ['hu', undefined],
    ['A1', undefined],
  ])('%j', async (abroad, kept) => {
    const { slug } = await company()
    const number = aMobile()
    const { ids } = await deliver(context, [{ company: slug, number }])
    const answer = await take(
      'usage.csv',
      `${USAGE},abroad`,
      `${slug},${number},2026-11-20T12:00:00Z,E,data,1,1,${abroad}`,
    )
    const problems = kept === undefined ? [{ row: 2, code: 'bills.country_unknown', field: 'abroad' }] : []
    expect(answer.problems).toEqual(problems)
    const found = await context.db.usageSum.findMany({ where: { subscriptionId: ids[0]! } })
    expect(found.map(({ roaming }) => roaming)).toEqual(kept === undefined ? [] : [kept !== null])
  })
  test('what was kept as abroad at home is the same event when it comes again', async () => {
    const { slug } = await company()
    const number = aMobile()
    const { ids } = await deliver(context, [{ company: slug, number }])
    const row = `${slug},${number},2026-11-20T12:00:00Z,E,data,1,1,HU`
    await take('usage.csv', `${USAGE},abroad`, row)
    await context.db.usageRecord.updateMany({ where: { subscriptionId: ids[0]! }, data: { abroad: 'HU' } })
    expect(await take('usage.csv', `${USAGE},abroad`, row)).toMatchObject({
      problems: [],
      counts: { added: 0 },
    })
  })
})

describe('usage that was rated again replaces what it was', () => {
  const HEAD = `${USAGE},abroad,status`
  type Sums = [kind: string, roaming: boolean, quantity: number, net: number, records: number][]
  /** Cells: reference, kind, quantity, net, abroad, status. */
  test.each<[string, string[][], object, Sums]>([
    [
      'another price',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,rerated']],
      { replaced: 1 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'another quantity',
      [['E,data,10,5.00,,'], ['E,data,7,5.00,,rerated']],
      { replaced: 1 },
      [['data', false, 7, 500, 1]],
    ],
    [
      'another kind',
      [['E,data,10,5.00,,'], ['E,voice,10,5.00,,rerated']],
      { replaced: 1 },
      [['voice', false, 10, 500, 1]],
    ],
    [
      'at home after all',
      [['E,data,10,5.00,AT,'], ['E,data,10,1.00,,rerated']],
      { replaced: 1 },
      [['data', false, 10, 100, 1]],
    ],
    [
      'beside another event',
      [['E,data,10,5.00,,', 'F,data,1,1.00,,'], ['E,data,10,3.00,,rerated']],
      { replaced: 1 },
      [['data', false, 11, 400, 2]],
    ],
    ['nothing else', [['E,data,10,5.00,,'], ['E,data,10,5.00,,rerated']], {}, [['data', false, 10, 500, 1]]],
    ['what never came', [['E,data,10,3.00,,rerated']], { added: 1 }, [['data', false, 10, 300, 1]]],
    [
      'in one file',
      [['E,data,10,5.00,,', 'E,data,10,3.00,,rerated']],
      { added: 1, replaced: 1 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'in one file, first',
      [['E,data,10,3.00,,rerated', 'E,data,10,5.00,,']],
      { added: 1 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'an earlier rating that comes later',
      [['E,data,10,3.00,,rerated'], ['E,data,10,5.00,,']],
      { added: 0 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'an earlier rating that comes again',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,rerated'], ['E,data,10,5.00,,rated']],
      { added: 0 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'twice',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,rerated'], ['E,data,10,2.00,,rerated']],
      { replaced: 1 },
      [['data', false, 10, 200, 1]],
    ],
    [
      'the same again',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,rerated'], ['E,data,10,3.00,,rerated']],
      { added: 0 },
      [['data', false, 10, 300, 1]],
    ],
    [
      'nothing of it, where it is not said to be',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,billed']],
      { differs: 'net' },
      [['data', false, 10, 500, 1]],
    ],
    [
      'otherwise in two rows, which is refused',
      [['E,data,10,5.00,,'], ['E,data,10,3.00,,rerated', 'E,data,10,2.00,,rerated']],
      { differs: 'net', row: 3 },
      [['data', false, 10, 500, 1]],
    ],
  ])('%s', async (_, files, last, sums) => {
    const { slug } = await company()
    const number = aMobile()
    const { ids } = await deliver(context, [{ company: slug, number, spendingLimit: '4' }])
    const at = '2026-11-20T12:00:00Z'
    let answer: Awaited<ReturnType<typeof take>> | undefined
    for (const rows of files)
      answer = await take('usage.csv', HEAD, ...rows.map((row) => `${slug},${number},${at},${row}`))
    const { differs, row, ...counts } = { added: 0, ...last } as {
      differs?: string
      row?: number
      added: number
    }
    expect(answer?.problems).toEqual(
      differs ? [{ row: row ?? 2, code: 'bills.usage_differs', field: differs }] : [],
    )
    if (!differs) expect(answer?.counts).toEqual(counts)
    const where = { subscriptionId: ids[0]! }
    const kept = await context.db.usageSum.findMany({ where })
    expect(
      kept.map((sum) => [sum.kind, sum.roaming, Number(sum.quantity), Number(sum.net), sum.records]),
    ).toEqual(sums)
    const records = await context.db.usageRecord.findMany({ where })
    expect(records.reduce((sum, { net }) => sum + Number(net), 0)).toBe(
      sums.reduce((sum, [, , , net]) => sum + net, 0),
    )
    const spent = Number(records.reduce((sum, { net }) => sum + net, 0n))
    expect(await context.db.lineUse.findFirst({ where })).toMatchObject({
      spent: BigInt(spent),
      overLimit: spent > 400,
    })
  })
})
