import { type Clock, SECOND } from '@/lib/kernel/clock'
import type { Raw } from './db'
import { log } from './log/log.mjs'

/** The database is asked so often what time it is; so soon again while nothing is known. */
const EVERY = 30 * SECOND
const SOON = SECOND
/** A machine that is farther off says so: its logs, and what providers of single sign-on compare, go by its own clock. */
const FAR_OFF = 30 * SECOND
/** Of so many answers the one that came back fastest counts. */
const ASKED = 3

/** What the database's clock said, and this process's monotonic clock at that moment, both in milliseconds. */
type Reading = { at: number; mark: number }

// Next keeps several module graphs in one process; they have one clock all the same.
const shared = globalThis as {
  switchboardClock?: Reading
  switchboardClockFollowed?: true
  switchboardClockOff?: boolean
}

/**
 * The database's time, the same in every process: its last reading and what the monotonic clock has counted since. So a
 * machine whose clock is wrong, or is set while it runs, neither opens a lock nor extends a code. Before the first
 * reading (`followDatabaseClock`) it is the machine's own.
 */
export const databaseClock: Clock = () => {
  const last = shared.switchboardClock
  return last ? new Date(last.at + performance.now() - last.mark) : new Date()
}

/**
 * Reads the database's clock now and from then on every half minute, without keeping the process alive. While the
 * database is away, what is known goes on; nothing is thrown.
 */
export async function followDatabaseClock(sql: Raw): Promise<void> {
  if (shared.switchboardClockFollowed) return
  shared.switchboardClockFollowed = true
  await readClock(sql).catch((error) =>
    log.error('The database’s clock could not be read; this machine’s own is used until it can be.', {
      error,
    }),
  )
  const next = () => {
    const again = () =>
      readClock(sql)
        .catch(() => undefined)
        .then(next)
    setTimeout(again, shared.switchboardClock ? EVERY : SOON).unref()
  }
  next()
}

/** Takes over what the database says; the answer is at most half its round trip off (as in NTP, RFC 5905). */
async function readClock(sql: Raw): Promise<void> {
  let best: (Reading & { took: number }) | undefined
  for (let n = 0; n < ASKED; n++) {
    const asked = performance.now()
    const [row] = await sql.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`
    const took = performance.now() - asked
    if (row && (!best || took < best.took)) best = { at: row.at.getTime(), mark: asked + took / 2, took }
  }
  if (!best) return
  shared.switchboardClock = best
  sayIfFarOff()
}

/** Once when it has gone wrong, and again after it was right meanwhile. */
function sayIfFarOff(): void {
  const off = Date.now() - databaseClock().getTime()
  const isFarOff = Math.abs(off) > FAR_OFF
  if (isFarOff && !shared.switchboardClockOff)
    log.warn(
      `This machine’s clock is ${Math.round(Math.abs(off) / SECOND)} seconds ${off > 0 ? 'ahead of' : 'behind'} the database’s, by which the portal goes: set it right (NTP).`,
    )
  shared.switchboardClockOff = isFarOff
}
