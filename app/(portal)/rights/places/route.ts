import { foundPlaces } from '@/components/grants/wording'
import { whoMayInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { findPlaces } from '@/lib/journeys/find-places'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

/** Cost centres, accounts and lines by a part of their name, for the choice of a scope. */
export async function GET(request: Request) {
  const actor = await requireActor()
  const { q } = whoMayInput.parse(Object.fromEntries(new URL(request.url).searchParams))
  const places = await found(() => findPlaces(actor, q, context()))
  return Response.json(foundPlaces(await words(), places), { headers: { 'cache-control': 'no-store' } })
}
