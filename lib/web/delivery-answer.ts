import type { Context } from '@/lib/infra/context'
import type { DeliveryView } from '@/lib/intake/find-delivery'
import { workerRuns } from '@/lib/jobs/unreadiness'

/** Seconds after which it is worth asking again. */
const AGAIN = 5
const IDLE = 'no worker runs at the moment: it is processed as soon as one does'

/** Where its sender asks for a delivery. */
const deliveryPath = (id: string) => `/api/intake/deliveries/${id}`

/** A delivery as it is answered: how far it is, with when to ask again, or what came of it. */
export async function deliveryAnswer(
  { answer, status: _, ...view }: DeliveryView,
  status: number,
  context: Context,
): Promise<Response> {
  const location = { location: deliveryPath(view.id) }
  if (answer) return Response.json({ ...view, ...answer }, { status, headers: location })
  const idle = view.state === 'waiting' && !(await workerRuns(context))
  const body = { taken: false, ...view, ...(idle && { note: IDLE }) }
  return Response.json(body, { status, headers: { ...location, 'retry-after': String(AGAIN) } })
}
