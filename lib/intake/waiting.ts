import type { Context } from '@/lib/infra/context'

/** How many deliveries wait to be processed, for how long the oldest has, in seconds, and how many failed and can be tried again. */
export async function waitingDeliveries(
  context: Context,
): Promise<{ waiting: number; oldest: number; failed: number }> {
  const [found] = await context.sql.$queryRaw<{ waiting: number; since: Date | null; failed: number }[]>`
    SELECT count(*)::int AS waiting, min(received_at) AS since,
      (SELECT count(*)::int FROM intake_delivery WHERE body_until IS NOT NULL) AS failed
    FROM intake_delivery WHERE ended_at IS NULL AND state = 'waiting'`
  const { waiting, since, failed } = found!
  return {
    waiting,
    failed,
    oldest: since ? Math.max(0, Math.round((context.clock().getTime() - since.getTime()) / 1_000)) : 0,
  }
}
