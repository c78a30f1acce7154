import type { Result } from '@/lib/kernel/result'
import type { Tx } from './db'
import type { World } from './world'

/** Carries a refusal out of a transaction, so that everything written before it rolls back. */
class RolledBack extends Error {
  constructor(readonly result: Result<never>) {
    super('rolled back by a refusal')
  }
}

/**
 * One transaction: the change, the audit row, the message. A refusal rolls all of it back and is
 * returned; what is thrown rolls back and goes on.
 */
export async function transaction<T>(world: World, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await world.db.$transaction(async (tx) => {
      const result = await work(tx)
      if (!result.ok) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.result
    throw error
  }
}
