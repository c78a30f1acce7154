import { world } from '@/lib/infra/world'

/** For load balancers: 200 when the database answers, else 503. */
export async function GET(): Promise<Response> {
  const answers = await world().db.$queryRaw`SELECT 1`.then(() => true).catch(() => false)
  return Response.json(
    { status: answers ? 'ok' : 'unavailable' },
    { status: answers ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  )
}

export const dynamic = 'force-dynamic'
