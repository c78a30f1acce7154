import { expect, test } from 'vitest'
import { useContext } from '../support/context'
import { NIGHT_KINDS, type Night, registerCompanies, standing, takeNightFile } from '../support/night'

const context = useContext()
const clean = useContext()
// The same in full, 100,000 lines of 1,000 companies, is part of npm run bench:scale.
const NIGHT: Night = { companies: 40, lines: 26, spoilt: 3 }

test('a night with bad rows of every kind: all good rows are taken, each bad one is listed; mended, all is as if it had been clean', async () => {
  for (const each of [context, clean]) await registerCompanies(each, NIGHT)
  const kept: Record<string, number> = {}
  let [listed, never] = [0, 0]
  for (const kind of NIGHT_KINDS) {
    const { imported, due, total } = await takeNightFile(context, kind, NIGHT, true)
    const found = imported.problems.map(({ row, code }) => ({ row, code }))
    expect(found, kind).toEqual(due.listed)
    expect(imported, kind).toMatchObject({ rows: total.rows, setAside: due.setAside })
    expect(imported.counts, kind).not.toBeNull()
    kept[kind] = total.rows - due.setAside
    listed += due.listed.length
    never += due.never
  }
  const spoilt = await standing(context)
  for (const kind of ['lines', 'sims', 'payments', 'usage', 'buckets'])
    expect(spoilt[kind]?.count, kind).toBe(kept[kind])
  expect(spoilt['bill lines']?.count).toBe(kept.bills)
  expect(listed).toBeGreaterThan(500)
  expect(await context.db.setAsideRow.count()).toBe(listed)

  let mended = 0
  for (const kind of NIGHT_KINDS)
    for (const each of [clean, context]) {
      const { imported, total } = await takeNightFile(each, kind, NIGHT, false)
      expect(imported, kind).toMatchObject({ problems: [], rows: total.rows })
      mended += imported.mended ?? 0
    }
  expect(await standing(context)).toEqual(await standing(clean))
  // What named a company, or a number, that was wrong is about something else: it is dismissed by hand.
  expect(await context.db.setAsideRow.count()).toBe(never)
  expect(mended).toBe(listed - never)
})
