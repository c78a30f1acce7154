import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCompanyWithBills } from '../support/billed'
import { useWorld } from '../support/world'

const world = useWorld()

test('sums of a bill agree however they are cut: lines, kinds, centres, lines of service, tax, changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9_000 }),
      fc.integer({ min: 3, max: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (seed, lines, months) => {
        const { admin } = await aCompanyWithBills(world, { seed, lines, months })
        const wrong = await world.sql.$queryRaw`
          SELECT b.number FROM bill b LEFT JOIN bill p ON p.id = b.previous_id
          WHERE b.company_id = ${admin.company.id}::uuid AND NOT (
            b.net = (SELECT sum(net) FROM bill_line WHERE bill_id = b.id)
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'kind')
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'centre')
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'line')
            AND b.tax = (SELECT sum(amount) FROM bill_tax WHERE bill_id = b.id)
            AND (p.id IS NULL OR b.net - p.net = (SELECT coalesce(sum(net - was), 0) FROM bill_change WHERE bill_id = b.id))
            AND (p.id IS NULL OR b.net - p.net = (SELECT coalesce(sum(net - was), 0) FROM bill_sum WHERE bill_id = b.id AND by = 'reason'))
            AND (p.id IS NULL OR p.net = (SELECT sum(was) FROM bill_sum WHERE bill_id = b.id AND by = 'centre')))`
        expect(wrong).toEqual([])
        const [{ count }] = (await world.sql.$queryRaw`
          SELECT count(*)::int AS count FROM bill WHERE company_id = ${admin.company.id}::uuid`) as [
          { count: number },
        ]
        expect(count).toBeGreaterThanOrEqual(months)
      },
    ),
    { numRuns: 6 },
  )
})
