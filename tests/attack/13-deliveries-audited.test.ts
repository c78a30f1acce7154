import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey, revokeApiKey, rotateApiKey } from '@/lib/identity/keys/manage-api-keys'
import { deliver } from '../support/deliver'
import { aRandomIccid } from '../support/iccid'
import { type Inside, insidePortal } from '../support/inside'
import { intake } from '../support/intake'
import { aCompany, value } from '../support/people'
import { Visitor } from '../support/visitor'

let context: Inside
const system = `night-${randomUUID().slice(0, 8)}`
let key: string
beforeAll(async () => {
  context = insidePortal()
  key = value(await createApiKey(system, { kinds: ['all'], companies: null, days: 30 }, context)).key
})
afterAll(() => context.close())

const digits = () => `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
type Fact = { action: string; name: string; actor: string; after: Record<string, unknown> }
const facts = (companyId: string, since: number) =>
  context.sql.$queryRaw<Fact[]>`
    SELECT action, object_name AS name, actor_name AS actor, after FROM audit_entry
    WHERE company_id = ${companyId}::uuid AND seq > ${since} ORDER BY seq`
const lastOf = async (companyId: string) =>
  Number((await context.db.auditHead.findUnique({ where: { companyId } }))?.seq ?? 0n)
const operator = async () =>
  (await context.db.company.findFirstOrThrow({ where: { kind: 'operator' }, select: { id: true } })).id

test('every kind of delivery leaves a row for the operator and one for each company, however many lines it has', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const numbers = [digits(), digits(), digits()]
  await deliver(context, [
    { company: one.slug, number: numbers[0]! },
    { company: one.slug, number: numbers[1]! },
    { company: other.slug, number: numbers[2]! },
  ])
  const of = [one.slug, one.slug, other.slug]
  const today = new Date().toISOString().slice(0, 10)
  const iccids = of.map(() => aRandomIccid())
  const files: Record<string, string[]> = {
    accounts: ['company,number,name', ...of.map((slug, n) => `${slug},AC-${n},Account ${n}`)],
    sims: ['company,iccid,pin,puk', ...of.map((slug, n) => `${slug},${iccids[n]},1234,12345678`)],
    usage: [
      'company,line,at,reference,kind,quantity,net',
      ...of.map((slug, n) => `${slug},${numbers[n]},${today}T00:00:00Z,${randomUUID()},voice,60,0`),
    ],
    buckets: ['company,line,kind,name,used', ...of.map((slug, n) => `${slug},${numbers[n]},data,Pack,5`)],
  }
  for (const [kind, lines] of Object.entries(files)) {
    const before = await Promise.all(
      [operator(), one.admin.company.id, other.admin.company.id].map(async (id) => {
        const company = await id
        return { company, seq: await lastOf(company) }
      }),
    )
    expect(await intake(kind, lines.join('\n'), key), kind).toMatchObject({ status: 200, taken: true })
    const [all, first, second] = await Promise.all(before.map(({ company, seq }) => facts(company, seq)))
    expect(all, kind).toMatchObject([
      {
        action: 'billing.file_taken',
        actor: `API key ${system}`,
        after: { file: kind, rows: 3, companies: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ])
    expect(first, kind).toMatchObject([{ action: 'billing.file_delivered', name: kind, after: { rows: 2 } }])
    expect(second, kind).toMatchObject([{ action: 'billing.file_delivered', name: kind, after: { rows: 1 } }])
    // No secret of a file stands in the audit, and nothing that a file was refused for.
    expect(JSON.stringify([all, first, second])).not.toMatch(/12345678|1234"/)
  }
  const seq = await lastOf(await operator())
  expect(await intake('usage', files.usage!.join('\n').replaceAll('voice', 'smoke'), key)).toMatchObject({
    status: 422,
  })
  expect(await facts(await operator(), seq)).toEqual([])
})

test('a key leaves a row when it is made, replaced, refused and revoked; its own text stands nowhere', async () => {
  const id = await operator()
  const seq = await lastOf(id)
  const name = `keyed-${randomUUID().slice(0, 8)}`
  const scope = { kinds: ['usage'], companies: ['acme'], days: 30 }
  const { key: first } = value(await createApiKey(name, scope, context))
  for (let n = 0; n < 5; n++) expect(await intake('bills', 'x', first)).toMatchObject({ status: 403 })
  const { key: second } = value(await rotateApiKey(name, { days: 30, overlapDays: 1 }, context))
  value(await revokeApiKey(name, context))
  const mine = (await facts(id, seq)).filter((fact) => fact.name === name)
  expect(mine.map(({ action }) => action)).toEqual([
    'identity.api_key_created',
    'identity.api_key_refused',
    'identity.api_key_rotated',
    'identity.api_key_revoked',
  ])
  expect(mine[0]!.after).toMatchObject({ kinds: ['usage'], companies: ['acme'] })
  const everything = JSON.stringify(
    await context.sql
      .$queryRaw`SELECT to_jsonb(e)::text AS e FROM audit_entry e WHERE company_id = ${id}::uuid`,
  )
  for (const secret of [first, second]) expect(everything).not.toContain(secret.slice(4))
  // The operator's staff reads it in words.
  const sam = await new Visitor().openAs('sam@operator')
  expect((await sam.get('/audit')).text).toContain(`The keys of ${name} were revoked`)
})
