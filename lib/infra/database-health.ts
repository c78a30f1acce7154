import { connection } from './db'
import { isDiskFull } from './outage'

/** What a database that cannot be worked with is: away or too slow to be asked, only to be read, or without room. */
export type Trouble = 'away' | 'read_only' | 'full'

/** So long it may take to say how it is, ms: balancers wait no longer. */
const PATIENCE = 2_000
/** So long a disk counts as full after a statement failed for it, ms. */
const FULL = 30_000

// Next keeps several module graphs in one process; they ask one database.
const shared = globalThis as {
  switchboardAsked?: Promise<Trouble | null> | undefined
  switchboardFull?: number
}

/** How the database is, or null: well. However often it is asked, it is asked once at a time. */
export async function databaseTrouble(): Promise<Trouble | null> {
  shared.switchboardAsked ??= ask().finally(() => {
    shared.switchboardAsked = undefined
  })
  return within(shared.switchboardAsked, 'away')
}

/** What is awaited, or `late` where that takes longer than whoever asks how we are would wait. */
export async function within<T, Late>(work: Promise<T>, late: Late): Promise<T | Late> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), PATIENCE)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}

async function ask(): Promise<Trouble | null> {
  try {
    const [row] = await connection().sql.$queryRaw<{ readOnly: boolean }[]>`
      SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "readOnly"`
    if (row?.readOnly) return 'read_only'
    return performance.now() - (shared.switchboardFull ?? Number.NEGATIVE_INFINITY) < FULL ? 'full' : null
  } catch {
    return 'away'
  }
}

/** Remembers that a statement failed because there is no room on the database's disk: asking it tells nothing of that. */
export function noteFailure(error: unknown): void {
  if (isDiskFull(error)) shared.switchboardFull = performance.now()
}
