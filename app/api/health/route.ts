/** Whether this process is alive: 200, without asking anything else. For whoever starts processes again that answer no more. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'Cache-Control': 'no-store' } })
}

export const dynamic = 'force-dynamic'
