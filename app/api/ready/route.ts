import { unreadiness } from '@/lib/jobs/unreadiness'

/** For whoever brings processes up: 200 when database, migrations and a worker are well, else 503 with what is not. */
export async function GET(): Promise<Response> {
  const reason = await unreadiness()
  return Response.json(reason ? { status: 'not_ready', reason } : { status: 'ready' }, {
    status: reason ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}

export const dynamic = 'force-dynamic'
