import bowser from 'bowser'
import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import { networkOf } from '@/lib/kernel/network.mjs'
import { type Actor, authorize } from '@/lib/rights/actor'
import { sessionIsOpen } from '../attempts/open-sessions'
import { sessionsOf } from '../attempts/sessions'
import type { SessionView } from '../view'

/** One's own open sessions, the present one first (S3). */
export async function listOwnSessions(actor: Actor, context: Context): Promise<SessionView[]> {
  authorize(actor, 'own_session:end')
  const sessions = await open(sessionsOf(actor.subject), actor, context)
  return sessions.sort((a, b) => Number(b.current) - Number(a.current))
}

/** The open sessions of a user of the actor's own company; of anybody else's there are none (S6). */
export async function listUserSessions(
  actor: Actor,
  userId: string,
  context: Context,
): Promise<SessionView[]> {
  authorize(actor, 'session:end')
  return open({ userId, user: { companyId: actor.subject.companyId } }, actor, context)
}

async function open(of: Prisma.SessionWhereInput, actor: Actor, context: Context): Promise<SessionView[]> {
  const rows = await context.db.session.findMany({
    where: {
      ...of,
      endedAt: null,
    },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, device: true, address: true, createdAt: true, lastSeenAt: true },
  })
  const holding = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM session s LEFT JOIN "user" u ON u.id = s.user_id LEFT JOIN subscription l ON l.id = s.subscription_id
    JOIN company c ON c.id = coalesce(u.company_id, l.company_id)
    WHERE s.id = ANY(${rows.map(({ id }) => id)}::uuid[]) AND ${sessionIsOpen(context.clock())}`
  const open = new Set(holding.map(({ id }) => id))
  return rows
    .filter(({ id }) => open.has(id))
    .map(({ device, address, ...row }) => ({
      ...row,
      ...deviceOf(device),
      place: placeOf(address),
      current: row.id === actor.session?.id,
    }))
}

/** The browser and system that a device says it has. */
export function deviceOf(userAgent: string | null): Pick<SessionView, 'browser' | 'system' | 'handheld'> {
  if (!userAgent) return { browser: null, system: null, handheld: false }
  const { browser, os, platform } = bowser.parse(userAgent)
  const handheld = platform.type === 'mobile' || platform.type === 'tablet'
  return { browser: browser.name || null, system: os.name || null, handheld }
}

/** Enough to recognise one's own network, as `192.0.2.…`. */
export function placeOf(address: string | null): string | null {
  const network = networkOf(address)
  return network && `${network}${network.includes(':') ? ':' : '.'}…`
}
