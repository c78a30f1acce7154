import type pg from 'pg'
import { expect, test } from 'vitest'
import { unlessHeld } from '@/lib/infra/migration-turn'
import { UnfitDatabase } from '@/lib/infra/unfit-database'

const owner = { query: async () => ({ rows: [{ there: false }] }) } as unknown as pg.Client
const WAITS = { turn: 1, tries: 3, pause: 1 }
/** Fails so often, and for this reason. */
const work = (times: number, code: string) => {
  let left = times
  return async () => {
    if (left-- > 0) throw Object.assign(new Error('failed'), { code })
    return 'done'
  }
}

test.each(['55P03', '40P01'])('what others hold (%s) is tried again for a while, then said', async (code) => {
  expect(await unlessHeld(owner, WAITS, work(2, code))).toBe('done')
  const named = { query: async () => ({ rows: [{ there: false, pid: 7, name: '', seconds: 1 }] }) }
  const said = unlessHeld(named as unknown as pg.Client, WAITS, work(3, code))
  await expect(said).rejects.toBeInstanceOf(UnfitDatabase)
})

test('anything else is not tried again', async () => {
  await expect(unlessHeld(owner, WAITS, work(1, '42P01'))).rejects.toMatchObject({ code: '42P01' })
})
