import type { DeliveryView } from '@/lib/billing/intake-state'

/** Seconds after which it is worth asking again. */
const AGAIN = 5

/** Where its sender asks for a delivery. */
export const deliveryPath = (id: string) => `/api/intake/deliveries/${id}`

/** A delivery as it is answered: how far it is, with when to ask again, or what came of it. */
export function deliveryAnswer({ answer, status: _, ...view }: DeliveryView, status: number): Response {
  const location = { location: deliveryPath(view.id) }
  return answer
    ? Response.json({ ...view, ...answer }, { status, headers: location })
    : Response.json(
        { taken: false, ...view },
        { status, headers: { ...location, 'retry-after': String(AGAIN) } },
      )
}
