/** Next's empty route. */
export async function GET(): Promise<Response> {
  return Response.json({ ok: true })
}

export const dynamic = 'force-dynamic'
