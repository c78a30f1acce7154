import { world } from '@/lib/infra/world'
import { waitingDeliveries } from '@/lib/intake/waiting'
import { unreadiness } from '@/lib/jobs/unreadiness'

/**
 * For whoever brings processes up: 200 when database, migrations and a worker are well, else 503 with what is not. With both,
 * where the database answers: how many deliveries wait, and for how many seconds the oldest has.
 */
export async function GET(): Promise<Response> {
  const reason = await unreadiness()
  const answers = reason === null || reason === 'worker'
  const deliveries = answers ? await waitingDeliveries(world()).catch(() => null) : null
  const status = reason ? { status: 'not_ready', reason } : { status: 'ready' }
  return Response.json(deliveries ? { ...status, deliveries } : status, {
    status: reason ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

export const dynamic = 'force-dynamic'
