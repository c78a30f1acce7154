import type { World } from '@/lib/infra/world'
import { DAY, SECOND } from '@/lib/kernel/clock'
import { type FunctionKey, factsOf } from '@/lib/rights/catalogue'

/** What was used is written together, so often at most. */
const EVERY = 2 * SECOND
/** So much is remembered as written already; then it begins anew. */
const MOST_KNOWN = 50_000

const known = new Set<string>()
let waiting: { userId: string; fn: string; day: string }[] = []
let timer: NodeJS.Timeout | undefined

/** Notes that a user has used a function, once a day: off the path of the request, and lost at worst with the process. */
export function noteUse(userId: string, fn: FunctionKey, world: World): void {
  if (factsOf(fn).everybody) return
  const day = new Date(Math.floor(world.clock().getTime() / DAY) * DAY).toISOString().slice(0, 10)
  const key = `${userId} ${fn} ${day}`
  if (known.has(key)) return
  if (known.size >= MOST_KNOWN) known.clear()
  known.add(key)
  waiting.push({ userId, fn, day })
  if (timer) return
  timer = setTimeout(() => void flush(world), EVERY)
  timer.unref()
}

async function flush(world: World): Promise<void> {
  timer = undefined
  const uses = waiting
  waiting = []
  await world.sql.$executeRaw`
    INSERT INTO right_use (user_id, function, last_on)
    SELECT * FROM unnest(${uses.map(({ userId }) => userId)}::uuid[], ${uses.map(({ fn }) => fn)}::text[],
      ${uses.map(({ day }) => day)}::date[])
    ON CONFLICT (user_id, function) DO UPDATE SET last_on = greatest(right_use.last_on, excluded.last_on)`.catch(
    () => {
      // Told again the next time it is used.
      known.clear()
    },
  )
}
