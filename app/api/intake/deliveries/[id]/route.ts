import { type ApiKey, findApiKey } from '@/lib/identity/keys/api-keys'
import type { Context } from '@/lib/infra/context'
import { context } from '@/lib/infra/context'
import { cancelDelivery } from '@/lib/intake/cancel-delivery'
import { type DeliveryView, findDelivery } from '@/lib/intake/find-delivery'
import { deliveryAnswer } from '@/lib/web/delivery-answer'

type Addressed = { params: Promise<{ id: string }> }

/** How a delivery stands, for whoever sent it: how far it is, or what came of it (docs/import.md). */
export function GET(request: Request, addressed: Addressed): Promise<Response> {
  return answer(request, addressed, findDelivery)
}

/** Cancels a delivery that has not ended (409 where it has): nothing of it is taken. */
export function DELETE(request: Request, addressed: Addressed): Promise<Response> {
  return answer(request, addressed, cancelDelivery)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function answer(
  request: Request,
  { params }: Addressed,
  ask: (id: string, key: ApiKey, context: Context) => Promise<DeliveryView | null>,
): Promise<Response> {
  const key = await findApiKey(request.headers.get('authorization'), context())
  if (!key) return Response.json({ taken: false, error: 'no valid key' }, { status: 401 })
  const { id } = await params
  const found = UUID.test(id) ? await ask(id, key, context()) : null
  if (!found) return Response.json({ error: 'there is no such delivery of this key' }, { status: 404 })
  const late = request.method === 'DELETE' && found.answer !== null && found.state !== 'canceled'
  return deliveryAnswer(found, late ? 409 : 200, context())
}
