import { databaseTrouble } from '@/lib/infra/database-health'

/** For load balancers: 200 when the database can be worked with, else 503; within two seconds. */
export async function GET(): Promise<Response> {
  const trouble = await databaseTrouble()
  return Response.json(trouble ? { status: 'unavailable', reason: trouble } : { status: 'ok' }, {
    status: trouble ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

export const dynamic = 'force-dynamic'
