import { type ApiKey, findApiKey } from '@/lib/identity/keys/api-keys'
import type { World } from '@/lib/infra/world'
import { world } from '@/lib/infra/world'
import { cancelDelivery } from '@/lib/intake/cancel-delivery'
import { type DeliveryView, findDelivery } from '@/lib/intake/find-delivery'
import { deliveryAnswer } from '@/lib/web/delivery-answer'

type Context = { params: Promise<{ id: string }> }

/** How a delivery stands, for whoever sent it: how far it is, or what came of it (docs/import.md). */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, findDelivery)
}

/** Cancels a delivery that has not ended (409 where it has): nothing of it is taken. */
export function DELETE(request: Request, context: Context): Promise<Response> {
  return answer(request, context, cancelDelivery)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function answer(
  request: Request,
  { params }: Context,
  ask: (id: string, key: ApiKey, world: World) => Promise<DeliveryView | null>,
): Promise<Response> {
  const key = await findApiKey(request.headers.get('authorization'), world())
  if (!key) return Response.json({ taken: false, error: 'no valid key' }, { status: 401 })
  const { id } = await params
  const found = UUID.test(id) ? await ask(id, key, world()) : null
  if (!found) return Response.json({ error: 'there is no such delivery of this key' }, { status: 404 })
  const late = request.method === 'DELETE' && found.answer !== null && found.state !== 'canceled'
  return deliveryAnswer(found, late ? 409 : 200, world())
}
