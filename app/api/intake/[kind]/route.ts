import { deliverFile } from '@/lib/billing/deliver-file'
import { fileKindOf } from '@/lib/billing/file-kinds'
import { findApiKey, KeyEnded, mayDeliver, noteRefusedKey } from '@/lib/identity/api-keys'
import { env } from '@/lib/infra/env'
import { Busy } from '@/lib/infra/import-file'
import { UnreadableFile } from '@/lib/infra/records'
import { world } from '@/lib/infra/world'
import { SECOND } from '@/lib/kernel/clock'
import { BadBody, deliveryBody } from '@/lib/web/body'
import { formatOf, isDryRun, isReadableCoding } from '@/lib/web/delivery-request'
import { translator } from '@/lib/words/translator'

/** Each delivery holds a connection to the database: pages need the others. */
const AT_ONCE = 2
/** So long one waits for another process's, or somebody's change, before it is asked to come back. */
const LONGEST_WAIT = 10 * SECOND
/** So many problems are listed in an answer; what is set aside is listed whole by npm run import:aside. */
const MOST_LISTED = 1_000
/** Keys whose deliveries are under way: a key has one at a time, so that none has all there are. */
const underWay = new Set<string>()

const unauthorized = () => Response.json({ taken: false, error: 'no valid key' }, { status: 401 })
const later = (error: string) =>
  Response.json({ taken: false, error }, { status: 503, headers: { 'retry-after': '30' } })

/**
 * Where the operator's systems deliver over HTTP what they could deliver as files (docs/import.md): CSV or JSON, read
 * as it comes and only once its key is known, taken over whole or not at all. `?dry=1` undoes it; anything else in the
 * address is refused (400). Answers with what came of it, row by row.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ kind: string }> },
): Promise<Response> {
  const key = await findApiKey(request.headers.get('authorization'), world())
  if (!key) return unauthorized()
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
    await noteRefusedKey(key, kind.name, from, world())
    const error = `the key of ${key.system} is good for ${key.kinds.join(', ')} only, not for ${kind.name}`
    return Response.json({ error }, { status: 403 })
  }
  const bytes = kind && deliveryBody(request)
  if (!bytes) return Response.json({ error: 'nothing is taken here' }, { status: 404 })
  if (underWay.has(key.id)) return later('another delivery with this key is being taken, try again')
  if (underWay.size >= AT_ONCE) return later('others are being taken over')
  const t = translator('en')
  underWay.add(key.id)
  try {
    const source = { name: `${name} from ${key.system}`, format, bytes } as const
    const { problems, counts, ...imported } = await deliverFile(source, kind, { key, ...from }, world(), {
      dry,
      setAside: env().IMPORT_SET_ASIDE,
      longestWait: LONGEST_WAIT,
    })
    const listed = problems
      .slice(0, MOST_LISTED)
      .map((problem) => ({ ...problem, reason: t(`refusals.${problem.code}` as never) }))
    return Response.json(
      { taken: counts !== null && !dry, dry, ...imported, counts, problems: listed },
      { status: counts ? 200 : 422 },
    )
  } catch (error) {
    if (error instanceof BadBody)
      return Response.json({ taken: false, error: error.message }, { status: 408 })
    if (error instanceof KeyEnded) return unauthorized()
    if (error instanceof Busy) return later(error.message)
    if (!(error instanceof UnreadableFile)) throw error
    const problem = { row: error.row, code: `files.${error.why}`, reason: t(`refusals.files.${error.why}`) }
    return Response.json({ taken: false, dry, problems: [problem] }, { status: 422 })
  } finally {
    underWay.delete(key.id)
  }
}
