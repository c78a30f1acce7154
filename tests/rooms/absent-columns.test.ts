import { describe, expect, test } from 'vitest'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { showSimCodes } from '@/lib/subscriptions/sims/show-sim-codes'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { anIccid } from '../support/iccid'
import { aCompany, aMobile, value } from '../support/people'

const context = useContext()
const take = (name: string, text: string) => {
  const bytes = (async function* () {
    yield Buffer.from(text)
  })()
  const format = name.endsWith('json') ? 'json' : 'csv'
  return importFile({ name, format, bytes }, fileKindOf(name)!, context)
}
const csv = (row: Record<string, string>) => [Object.keys(row), Object.values(row)].map(String).join('\n')

async function line() {
  const { slug } = await aCompany(context)
  const number = aMobile()
  const said = {
    ...{
      status: 'suspended' as const,
      tariff: 'L',
      billingAccount: 'A-1',
      costCentre: 'C-1',
      iccid: anIccid(),
    },
    ...{ holder: 'Anna', email: 'anna@firm.example', spendingLimit: '50' },
  }
  const { ids } = await deliver(context, [{ company: slug, number, ...said, options: 'Roaming' }])
  const now = async () => {
    const { billingAccount, costCentre, options, spendingLimit, ...rest } =
      await context.db.subscription.findUniqueOrThrow({
        where: { id: ids[0]! },
        include: { billingAccount: true, costCentre: true, options: true },
      })
    const [{ status, tariff, iccid, holder, email }, names] = [rest, options.map(({ name }) => name)]
    return {
      ...{ status, tariff, iccid, holder, email },
      ...{ billingAccount: billingAccount?.number ?? null, costCentre: costCentre?.code ?? null },
      ...{ spendingLimit: spendingLimit === null ? null : String(Number(spendingLimit) / 100) },
      options: names.join('|'),
    }
  }
  return { slug, number, now, said: { ...said, options: 'Roaming' } }
}

describe('a file without a column leaves what it says of lines as it is; an empty cell clears it', () => {
  test.each<[string, Record<string, string>, Record<string, string | null>]>([
    ['nothing', {}, {}],
    ['a holder', { holder: 'Béla' }, { holder: 'Béla' }],
    ['no holder', { holder: '' }, { holder: null }],
    ['a status', { status: 'active' }, { status: 'active' }],
    ['the usual status', { status: '' }, { status: 'active' }],
    ['no tariff', { tariff: '' }, { tariff: null }],
    ['no account', { billingAccount: '' }, { billingAccount: null }],
    ['another account', { billingAccount: 'A-2' }, { billingAccount: 'A-2' }],
    ['no cost centre, which stays', { costCentre: '' }, {}],
    ['no SIM', { iccid: '' }, { iccid: null }],
    ['no e-mail', { email: '' }, { email: null }],
    ['no limit', { spendingLimit: '' }, { spendingLimit: null }],
    ['no options', { options: '' }, { options: '' }],
    ['other options', { options: 'Data|TV' }, { options: 'Data|TV' }],
    ['two at once', { tariff: 'M', email: '' }, { tariff: 'M', email: null }],
  ])('that says %s', async (_, cells, changed) => {
    const { slug, number, now, said } = await line()
    const { counts } = await take('lines.csv', csv({ company: slug, number, ...cells }))
    expect(await now()).toEqual({ ...said, ...changed })
    const options = 'options' in changed ? 1 : 0
    expect(counts).toMatchObject({ added: 0, changed: Object.keys(changed).length > options ? 1 : 0 })
  })

  test('and in TM Forum’s shape', async () => {
    const { slug, number, now, said } = await line()
    const product = (more: object) =>
      JSON.stringify([
        { productSerialNumber: number, relatedParty: [{ id: slug, role: 'customer' }], ...more },
      ])
    expect((await take('lines.json', product({}))).counts).toMatchObject({ changed: 0 })
    expect(await now()).toEqual(said)
    await take('lines.json', product({ productOffering: { name: 'M' }, productRelationship: [] }))
    expect(await now()).toEqual({ ...said, tariff: 'M', options: '' })
  })

  test.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ email: 'anna@firm.example' }, null],
    [{ status: 'terminated' }, 'terminated'],
    [{ status: 'active' }, 'active'],
    [{ status: '' }, 'active'],
  ])(
    'a line that has ended is not in service again because a file does not say how it stands: %j',
    async (cells, status) => {
      const { slug, number, said } = await line()
      const row = { company: slug, number, iccid: said.iccid, ...cells }
      await take('lines.csv', csv({ ...row, status: 'terminated' }))
      const { problems } = await take('lines.csv', csv(row))
      expect(problems).toMatchObject(
        status ? [] : [{ row: 2, code: 'subscriptions.ended_here', field: 'status' }],
      )
      const found = await context.db.subscription.findMany({ where: { msisdn: `+36${number}` } })
      expect(found.map((one) => one.status)).toEqual([status ?? 'terminated'])
    },
  )

  test('a new line has what is usual', async () => {
    const { slug } = await aCompany(context)
    const number = aMobile()
    expect((await take('lines.csv', csv({ company: slug, number }))).counts).toMatchObject({ added: 1 })
    expect(await context.db.subscription.findFirst({ where: { msisdn: `+36${number}` } })).toMatchObject({
      kind: 'mobile',
      status: 'active',
      tariff: null,
      holder: null,
    })
  })
})

describe('so do SIMs', () => {
  test.each<[Record<string, string>, string | null, number]>([
    [{ puk: '87654321' }, '1234', 1],
    [{ puk: '87654321', pin: '' }, null, 1],
    [{ puk: '12345678' }, '1234', 0],
    [{ puk: '12345678', pin: '4321' }, '4321', 1],
  ])(
    '%j; other codes than the known ones are counted, and stand in the audit',
    async (cells, pin, changed) => {
      const [{ slug, admin }, other] = [await aCompany(context), await aCompany(context)]
      const [iccid, fresh] = [anIccid(), anIccid()]
      const { ids } = await deliver(context, [{ company: slug, number: aMobile(), iccid }])
      await take('sims.csv', csv({ company: slug, iccid, pin: '1234', puk: '12345678' }))
      const facts = async (companyId: string) =>
        (
          await context.db.auditEntry.findMany({
            where: { companyId, action: 'subscriptions.sim_codes_replaced' },
          })
        ).map(({ after }) => after)
      expect((await take('sims.csv', csv({ company: slug, iccid, ...cells }))).counts).toEqual({
        written: 1,
        ...(changed && { changed }),
      })
      expect(await facts(admin.company.id)).toEqual(changed ? [{ changed }] : [])
      expect(value(await showSimCodes(admin, { id: ids[0]! }, context))).toEqual({ pin, puk: cells.puk })
      // One that nobody knew has none, and neither has it in another company.
      const line = { company: other.slug, number: aMobile(), iccid: fresh }
      const [id] = (await deliver(context, [line])).ids
      await take('sims.csv', csv({ company: slug, iccid: fresh, pin: '1111', puk: '12345678' }))
      await take('sims.csv', csv({ company: other.slug, iccid: fresh, puk: '12345678' }))
      expect(await facts(other.admin.company.id)).toEqual([{ changed: 1 }])
      expect(value(await showSimCodes(other.admin, { id: id! }, context))).toEqual({
        pin: null,
        puk: '12345678',
      })
    },
  )
})

describe('so do accounts', () => {
  const FULL = {
    ...{ name: 'Main', debtor: 'Minta Kft.', taxNumber: 'HU12345676', street: 'Fő utca 1.' },
    ...{ city: 'Győr', postcode: '9021', country: 'HU' },
  }
  async function account() {
    const { slug, admin } = await aCompany(context)
    await take('accounts.csv', csv({ company: slug, number: 'A', ...FULL }))
    const now = () =>
      context.db.billingAccount.findFirst({ where: { companyId: admin.company.id, number: 'A' } })
    return { slug, now }
  }

  test.each<[Record<string, string>, Record<string, string | null>]>([
    [{}, {}],
    [{ name: 'Other' }, { name: 'Other' }],
    [{ name: '' }, { name: 'A' }],
    [{ debtor: '' }, { debtor: null }],
    [
      { taxNumber: '', city: 'Pécs' },
      { taxNumber: null, city: 'Pécs' },
    ],
    [{ country: '' }, { country: null }],
  ])('%j', async (cells, changed) => {
    const { slug, now } = await account()
    await take('accounts.csv', csv({ company: slug, number: 'A', ...cells }))
    expect(await now()).toMatchObject({ ...FULL, ...changed })
  })

  test('in TM Forum’s shape', async () => {
    const { slug, now } = await account()
    const element = { id: 'A', relatedParty: [{ id: slug, role: 'customer' }] }
    await take('accounts.json', JSON.stringify([element]))
    expect(await now()).toMatchObject(FULL)
    const contact = [{ contactMedium: [{ characteristic: { city: 'Pécs' } }] }]
    await take('accounts.json', JSON.stringify([{ ...element, contact }]))
    expect(await now()).toMatchObject({
      ...{ debtor: 'Minta Kft.', city: 'Pécs', street: null, postcode: null, country: null },
    })
  })
})
