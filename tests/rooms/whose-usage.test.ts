import { beforeAll, expect, test } from 'vitest'
import { Prisma } from '@/lib/infra/db'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile } from '../support/people'

// usage_record has no foreign key: the database compares what is written with the line (docs/decisions/044).

const context = useContext()
let mine: { company: string; line: string }
let theirs: { company: string; line: string }
beforeAll(async () => {
  const made = async () => {
    const { slug, admin } = await aCompany(context)
    const line = { company: slug, number: aMobile(), tariff: 'L', billingAccount: 'A-1' }
    const { ids } = await deliver(context, [line])
    return { company: admin.company.id, line: ids[0]! }
  }
  mine = await made()
  theirs = await made()
})

const NOTHING = Prisma.sql`ON CONFLICT DO NOTHING`
const write = (company: string | null, line: string, conflict = NOTHING) => context.sql.$executeRaw`
  INSERT INTO usage_record (company_id, subscription_id, at, reference, kind, quantity, net)
  VALUES (${company}::uuid, ${line}::uuid, '2026-11-01Z', 'E-1', 'data', 1, 1) ${conflict}`
const kept = () => context.sql.$queryRaw<{ company: string; line: string }[]>`
  SELECT company_id AS company, subscription_id AS line FROM usage_record`

test('an event of usage is of its line’s company, whoever says so and by whichever statement', async () => {
  const refused = /usage of a line that its company does not have/
  await expect(write(theirs.company, mine.line)).rejects.toThrow(refused)
  await write(null, mine.line)
  expect(await kept()).toEqual([mine])
  // Found there already: by another of the same key, by its company, or by its line.
  const wrong = Prisma.sql`ON CONFLICT (subscription_id, at, reference) DO UPDATE SET company_id = excluded.company_id, net = 2`
  await expect(write(theirs.company, mine.line, wrong)).rejects.toThrow(refused)
  const elsewhere = Prisma.sql`ON CONFLICT (subscription_id, at, reference) DO UPDATE SET subscription_id = ${theirs.line}::uuid`
  await expect(write(mine.company, mine.line, elsewhere)).rejects.toThrow(refused)
  await expect(
    context.sql.$executeRaw`UPDATE usage_record SET company_id = ${theirs.company}::uuid`,
  ).rejects.toThrow(refused)
  expect(await kept()).toEqual([mine])
  // Both together are a move, and what names neither is nobody's question.
  await context.sql
    .$executeRaw`UPDATE usage_record SET company_id = ${theirs.company}::uuid, subscription_id = ${theirs.line}::uuid`
  expect(await kept()).toEqual([theirs])
})
