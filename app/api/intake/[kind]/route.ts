import { setTimeout as pause } from 'node:timers/promises'
import { fileKindOf } from '@/lib/files/file-kinds'
import { type ApiKey, findApiKey, mayDeliver, noteRefusedKey } from '@/lib/identity/keys/api-keys'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { type DeliveryView, findDelivery } from '@/lib/intake/find-delivery'
import { receiveDelivery } from '@/lib/intake/receive-delivery'
import { workerRuns } from '@/lib/jobs/unreadiness'
import { SECOND } from '@/lib/kernel/clock'
import { deliveryBody } from '@/lib/web/body'
import { deliveryAnswer } from '@/lib/web/delivery-answer'
import { formatOf, isDryRun, isReadableCoding, waitOf } from '@/lib/web/delivery-request'
import { BadBody } from '@/lib/web/gather'

/** Bodies that come at once: each is a part of a megabyte in memory. */
const AT_ONCE = 8
/** A worker that begins anew is there again by then, ms. */
const PATIENCE = 2 * SECOND
/** Keys whose deliveries are being received: one at a time of each, so that none has all there are. */
const underWay = new Set<string>()

const later = (error: string) =>
  Response.json({ taken: false, error }, { status: 503, headers: { 'retry-after': '30' } })

/**
 * Where the operator's systems deliver over HTTP what they could deliver as files (docs/import.md): CSV or JSON, received as
 * it comes and only once its key is known, then processed by the worker. What came of it is the answer if it is there in time;
 * otherwise 202 (RFC 9110, 15.3.3) with the address at which its sender may ask. `?dry=1` undoes it; anything else in the
 * address is refused (400).
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ kind: string }> },
): Promise<Response> {
  const key = await findApiKey(request.headers.get('authorization'), context())
  if (!key) return Response.json({ taken: false, error: 'no valid key' }, { status: 401 })
  const dry = isDryRun(request.url)
  if (dry === null) {
    const error = 'the address may end in ?dry=1 (tried and undone) or ?dry=0, and in nothing else'
    return Response.json({ taken: false, error }, { status: 400 })
  }
  if (!isReadableCoding(request.headers.get('content-encoding')))
    return Response.json(
      { taken: false, error: 'a body may be coded with gzip, and in no other way' },
      { status: 415, headers: { 'accept-encoding': 'gzip' } },
    )
  const format = formatOf(request.headers.get('content-type'))
  const { kind: name } = await params
  const kind = fileKindOf(`${name}.csv`)
  const from = {
    address: request.headers.get('x-client-address'),
    requestId: request.headers.get('x-request-id'),
  }
  if (kind && !mayDeliver(key, kind.name)) {
    await noteRefusedKey(key, kind.name, from, context())
    const error = `the key of ${key.system} is good for ${key.kinds.join(', ')} only, not for ${kind.name}`
    return Response.json({ error }, { status: 403 })
  }
  const bytes = kind && deliveryBody(request)
  if (!bytes) return Response.json({ error: 'nothing is taken here' }, { status: 404 })
  if (underWay.has(key.id)) return later('another delivery with this key is being received, try again')
  if (underWay.size >= AT_ONCE) return later('others are being received')
  underWay.add(key.id)
  let received: Awaited<ReturnType<typeof receiveDelivery>>
  try {
    const about = { key, kind: name, dry, ...from }
    received = await receiveDelivery({ format, bytes }, about, env().IMPORT_WAITING_GB * 1e9, context())
  } catch (error) {
    if (!(error instanceof BadBody)) throw error
    return Response.json({ taken: false, error: error.message }, { status: error.status })
  } finally {
    underWay.delete(key.id)
  }
  if ('refused' in received) return refusal(received.refused)
  const view = await awaited(received.id, key, waitOf(request.headers.get('prefer')))
  return deliveryAnswer(view, view.status ?? 202, context())
}

function refusal(why: 'too_many' | 'too_large' | 'full'): Response {
  if (why === 'too_many') return later('too many deliveries of this key wait to be processed, try again')
  if (why === 'full')
    return later('deliveries that wait to be processed take up all the space there is for them, try again')
  const error = 'it takes up more space, compressed, than one key has here: send it in several files'
  return Response.json({ taken: false, error }, { status: 413 })
}

const isStopping = () => (globalThis as { switchboardStopping?: boolean }).switchboardStopping === true

/** How a delivery stands once it has ended, or after so many ms; sooner where nobody processes it, or this process stops. */
async function awaited(id: string, key: ApiKey, longest: number): Promise<DeliveryView> {
  const began = performance.now()
  for (let wait = 50; ; wait = Math.min(SECOND, wait * 1.5)) {
    const found = (await findDelivery(id, key, context()))!
    const waited = performance.now() - began
    if (found.answer || waited + wait > longest || isStopping()) return found
    if (waited > PATIENCE && found.state === 'waiting' && !(await workerRuns(context()))) return found
    await pause(wait)
  }
}
