import { within } from '@/lib/infra/database-health'
import { world } from '@/lib/infra/world'
import { waitingDeliveries } from '@/lib/intake/waiting'
import { unreadiness } from '@/lib/jobs/unreadiness'

/**
 * Whether this process can do its work: 200 when the database, its migrations and a worker are well and it is not stopping, else
 * 503 with the first that is not; within seconds. Balancers ask `?exclude=worker`: pages are served without one. With both, where
 * the database answers: how many deliveries wait, and for how many seconds the oldest has.
 */
export async function GET(request: Request): Promise<Response> {
  const found = await unreadiness()
  const isExcluded = new URL(request.url).searchParams.getAll('exclude').includes('worker')
  const reason = found === 'worker' && isExcluded ? null : found
  const answers = found === null || found === 'worker'
  const deliveries = answers ? await within(waitingDeliveries(world()), null).catch(() => null) : null
  const status = reason ? { status: 'not_ready', reason } : { status: 'ready' }
  return Response.json(deliveries ? { ...status, deliveries } : status, {
    status: reason ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

export const dynamic = 'force-dynamic'
