import { findActor } from '@/lib/web/actor'

/** Who is signed in and until when, for scripts of our own pages; 401 when nobody is. */
export async function GET(): Promise<Response> {
  const actor = await findActor()
  const headers = { 'Cache-Control': 'no-store' }
  if (!actor) return Response.json({ signedIn: false }, { status: 401, headers })
  return Response.json({ signedIn: true, name: actor.name, expiresAt: actor.session.expiresAt }, { headers })
}
