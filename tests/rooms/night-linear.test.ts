import { expect, test } from 'vitest'
import { connect } from '@/lib/infra/db'
import { useContext } from '../support/context'
import { NIGHT_KINDS, type Night, registerCompanies, takeNightFile } from '../support/night'

const small = useContext()
const large = useContext()
const NIGHT: Night = { companies: 10, lines: 30, spoilt: 100 }
const LARGER: Night = { ...NIGHT, companies: 60 }

// Counted in rows that are read and not in time. Where each row of a file looks through the file, a hundred thousand lines
// take a night.
test('a file of six times as many rows is read six times as much, delivered for the first time and again', async () => {
  await registerCompanies(small, NIGHT)
  await registerCompanies(large, LARGER)
  const grown: Record<string, number> = {}
  const owners = [small, large].map(({ ownerUrl }) => connect(ownerUrl, 1))
  for (const time of ['first', 'again'])
    for (const kind of NIGHT_KINDS) {
      // As autovacuum does it sooner or later: here always before.
      for (const owner of owners) await owner.db.$executeRaw`ANALYZE`
      const few = await takeNightFile(small, kind, NIGHT, false)
      const many = await takeNightFile(large, kind, LARGER, false)
      expect(many.imported, kind).toMatchObject({ problems: [], rows: few.imported.rows * 6 })
      expect(few.read, kind).toBeGreaterThanOrEqual(few.imported.rows)
      grown[`${kind}, ${time}`] = many.read / few.read
    }
  for (const owner of owners) await owner.close()
  for (const [what, times] of Object.entries(grown)) expect(times, what).toBeLessThan(9)
})
