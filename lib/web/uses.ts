import { type Use, writeUses } from '@/lib/grants/changes/write-uses'
import type { Context } from '@/lib/infra/context'
import { DAY, SECOND } from '@/lib/kernel/clock'
import { factsOf, type Permission } from '@/lib/rights/catalogue'

/** What was used is written together, so often at most. */
const EVERY = 2 * SECOND
/** So much is remembered as written already; then it begins anew. */
const MOST_KNOWN = 50_000

const known = new Set<string>()
let waiting: Use[] = []
let timer: NodeJS.Timeout | undefined

/** Notes that a user has used a function, once a day: off the path of the request, and lost at worst with the process. */
export function noteUse(userId: string, fn: Permission, context: Context): void {
  if (factsOf(fn).everybody) return
  const day = new Date(Math.floor(context.clock().getTime() / DAY) * DAY).toISOString().slice(0, 10)
  const key = `${userId} ${fn} ${day}`
  if (known.has(key)) return
  if (known.size >= MOST_KNOWN) known.clear()
  known.add(key)
  waiting.push({ userId, fn, day })
  if (timer) return
  timer = setTimeout(() => void flush(context), EVERY)
  timer.unref()
}

async function flush(context: Context): Promise<void> {
  timer = undefined
  const uses = waiting
  waiting = []
  // What could not be written is noted again the next time it is used.
  await writeUses(uses, context).catch(() => known.clear())
}
