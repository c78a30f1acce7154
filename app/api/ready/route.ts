import { askedOnce } from '@/lib/infra/asked-once'
import { context } from '@/lib/infra/context'
import { within } from '@/lib/infra/database-health'
import { waitingDeliveries } from '@/lib/intake/waiting'
import { unreadiness } from '@/lib/jobs/unreadiness'
import { isLoopback } from '@/lib/kernel/network.mjs'

/** So long an answer is good for everybody, ms: nobody needs a turn to ask, so any number of strangers may. */
const KEPT_FOR = 1_000
const known = askedOnce(unreadiness, KEPT_FOR)
const deliveriesKnown = askedOnce(() => within(waitingDeliveries(context()), null), KEPT_FOR)

/**
 * Whether this process can do its work: 200 when the database, its migrations and a worker are well and it is not stopping, else
 * 503 with the first that is not; within seconds. Balancers ask `?exclude=worker`: pages are served without one. With both, for
 * whoever asks from this machine and where the database answers: how many deliveries wait, and for how many seconds the oldest has.
 */
export async function GET(request: Request): Promise<Response> {
  const found = await known()
  const isExcluded = new URL(request.url).searchParams.getAll('exclude').includes('worker')
  const reason = found === 'worker' && isExcluded ? null : found
  const answers = found === null || found === 'worker'
  const deliveries = answers && isFromHere(request) ? await deliveriesKnown().catch(() => null) : null
  const status = reason ? { status: 'not_ready', reason } : { status: 'ready' }
  return Response.json(deliveries ? { ...status, deliveries } : status, {
    status: reason ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

/** What bin/serve.mjs says of it: others are told in the figures. */
const isFromHere = ({ headers }: Request): boolean =>
  headers.get('x-client-passed-on') === 'no' && isLoopback(headers.get('x-client-address') ?? '') === true

export const dynamic = 'force-dynamic'
