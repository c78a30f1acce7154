import { describe, expect, test } from 'vitest'
import { fileKindOf } from '@/lib/billing/file-kinds'
import { importFile } from '@/lib/infra/import-file'
import { deliver } from '../support/deliver'
import { aCompany, aMobile } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const take = (name: string, ...rows: string[]) => {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  return importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, world)
}

type Line = { company: string; number: string; holder: string }
async function had(line: Line, from: string, until: string | null) {
  const { ids } = await deliver(world, [line])
  const data = { createdAt: new Date(from), terminatedAt: until && new Date(until) }
  await world.db.subscription.update({
    where: { id: ids[0]! },
    data: { ...data, ...(until && { status: 'terminated' }) },
  })
}

/** Anna has a number until 10 November; from the 11th Béla has it, in the same company or in another. */
async function given(again: 'here' | 'elsewhere') {
  const [{ slug }, other] = [await aCompany(world), await aCompany(world)]
  const number = aMobile()
  await had(
    { company: slug, number, holder: 'Anna' },
    '2026-01-01T00:00:00Z',
    again === 'here' ? '2026-11-10T10:00:00Z' : null,
  )
  const now = again === 'here' ? slug : other.slug
  if (again === 'elsewhere') {
    await deliver(world, [{ company: now, number, holder: 'Béla' }])
    await world.db.subscription.updateMany({
      where: { msisdn: `+36${number}`, status: 'terminated' },
      data: { terminatedAt: new Date('2026-11-10T10:00:00Z') },
    })
    await world.db.subscription.updateMany({
      where: { msisdn: `+36${number}`, status: 'active' },
      data: { createdAt: new Date('2026-11-11T10:00:00Z') },
    })
  } else await had({ company: now, number, holder: 'Béla' }, '2026-11-11T10:00:00Z', null)
  return { number, before: slug, now }
}

const USAGE = 'company,line,at,reference,kind,quantity,net'
const refused = (row: number) => [{ row, code: 'subscriptions.no_line_then', field: 'line' }]

async function usageOf(number: string) {
  const found = await world.sql.$queryRaw<{ holder: string }[]>`
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
  ])('%s, told under the company that has it %s, %s: %s', async (again, told, at, whose) => {
    const line = await given(again)
    const row = `${line[told]},${line.number},${at},E-1,data,1,1`
    const answer = await take('usage.csv', USAGE, row)
    expect(answer.problems).toEqual(whose ? [] : refused(2))
    expect(await usageOf(line.number)).toEqual(whose ? [whose] : [])
    if (whose) expect((await take('usage.csv', USAGE, row)).counts).toEqual({ added: 0 })
  })

  test('and the first line of a number has what was before it was known', async () => {
    const { slug } = await aCompany(world)
    const number = aMobile()
    await deliver(world, [{ company: slug, number, holder: 'Anna' }])
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
    ['elsewhere', 'before', '2026-10-01', '2026-10-31', 'Anna'],
    ['elsewhere', 'before', '2026-12-01', '2026-12-31', 'Anna'],
  ])('%s, under the company that has it %s, %s to %s: %s', async (again, told, from, to, whose) => {
    const line = await given(again)
    const row = `${line[told]},A,B-1,2026-12-05,2026-12-20,${from},${to},127,${line.number},fee,Fee,100,27`
    expect((await take('bills.csv', HEAD, row)).problems).toEqual(whose ? [] : refused(2))
    const found = await world.sql.$queryRaw<{ holder: string }[]>`
      SELECT s.holder FROM bill_line l JOIN subscription s ON s.id = l.subscription_id
      WHERE s.msisdn = ${`+36${line.number}`}`
    expect(found).toEqual(whose ? [{ holder: whose }] : [])
  })

  test('and the same bill again is nothing new once the number is somebody else’s', async () => {
    const { slug } = await aCompany(world)
    const number = aMobile()
    await deliver(world, [{ company: slug, number, holder: 'Anna' }])
    const bill = (net = 100) =>
      take(
        'bills.csv',
        HEAD,
        `${slug},A,B-1,2026-12-05,2026-12-20,2026-11-01,2026-11-30,${net * 1.27},${number},fee,Fee,${net},27`,
      )
    expect((await bill()).counts).toEqual({ added: 1 })
    await deliver(world, [{ company: slug, number, holder: 'Anna', status: 'terminated' }])
    await deliver(world, [{ company: slug, number, holder: 'Béla' }])
    expect((await bill()).counts).toEqual({ added: 0 })
    expect((await bill(200)).problems).toMatchObject([{ code: 'bills.bill_differs' }])
  })
})
