import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import { asRuntime, copyTemplate } from './cluster'
import { TEST_KEY } from './key'

export type TestContext = Context & {
  /** Moves the clock by milliseconds. */
  pass(milliseconds: number): void
  /** For the role that the portal works as, and for the one that owns the tables. */
  url: string
  ownerUrl: string
  close(): Promise<void>
}

/**
 * A context for one test file: a database of its own, a clock that stands still until it is moved. Call at
 * the top of the file; it is there when the first test runs.
 */
export function useContext(): TestContext {
  const context = {} as TestContext
  beforeAll(async () => {
    const url = await copyTemplate(inject('adminUrl'), `rooms_${randomUUID().replaceAll('-', '')}`)
    let now = new Date('2026-11-21T10:00:00.000Z').getTime()
    Object.assign(context, {
      ...connect(asRuntime(url), 16),
      url: asRuntime(url),
      ownerUrl: url,
      clock: () => new Date(now),
      pass: (milliseconds: number) => {
        now += milliseconds
      },
      random: systemRandom,
      keys: readKeyring(TEST_KEY),
      market: MARKETS.hu,
      portal: new URL('http://localhost:3000'),
      carriers: [],
      smsBudget: { company: 1_000, total: 100_000 },
    } satisfies TestContext)
  })
  afterAll(async () => {
    await context.close?.()
  })
  return context
}
