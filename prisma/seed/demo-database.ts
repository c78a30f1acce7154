import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok } from '@/lib/kernel/result'
import { COMPANIES } from './personas'

/**
 * Makes sure that the cast is only ever written into a database that was made for it: an empty one is marked as such, and so
 * is one of an earlier version that holds no company besides the cast's own. Resolves with false for any other. Two
 * processes at once take turns.
 */
export async function markDemoDatabase(context: Context): Promise<boolean> {
  const marked = await sqlTransaction(context, async (tx) => {
    await tx.$executeRaw`LOCK TABLE demo_database IN SHARE ROW EXCLUSIVE MODE`
    await tx.$executeRaw`
      INSERT INTO demo_database (made_at) SELECT ${context.clock()}
      WHERE NOT EXISTS (SELECT 1 FROM company c WHERE c.slug <> ALL(${[...COMPANIES]}::text[]))
      ON CONFLICT (id) DO NOTHING`
    const found = await tx.$queryRaw<unknown[]>`SELECT 1 FROM demo_database`
    return ok(found.length > 0)
  })
  return marked.ok && marked.value
}
