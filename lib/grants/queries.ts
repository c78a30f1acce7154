import type { World } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { type FunctionKey, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import { type Subject, within } from '@/lib/rights/subject'
import { TEMPLATE_KEYS, TEMPLATES } from '@/lib/rights/templates'

/** A user of the actor's company as the law sees them. @throws NotFound for any other id. */
export async function getSubject(actor: Actor, userId: string, world: World): Promise<Subject> {
  authorize(actor, 'user:view')
  const user = await world.db.user.findFirst({
    where: { id: userId, companyId: actor.subject.companyId },
    select: {
      id: true,
      companyId: true,
      administrator: { select: { userId: true } },
      suspensions: { where: { endedAt: null }, select: { id: true } },
      grants: {
        where: { endedAt: null },
        orderBy: { validFrom: 'asc' },
        select: { id: true, template: true, validFrom: true, validTo: true },
      },
    },
  })
  if (!user) throw new NotFound(`user ${userId}`)
  return {
    kind: 'user',
    id: user.id,
    companyId: user.companyId,
    companyKind: actor.subject.companyKind,
    active: user.suspensions.length === 0,
    mainAdministrator: user.administrator !== null,
    grants: user.grants,
  }
}

/** So many names are shown. */
const SHOWN = 20

/** Who of the company may do something with its lines, by name and by what: the hook for the answer in full. */
export async function listWhoMay(actor: Actor, fn: FunctionKey, world: World): Promise<WhoMay[]> {
  authorize(actor, 'user:view')
  const templates = TEMPLATE_KEYS.filter((key) => (TEMPLATES[key] as readonly FunctionKey[]).includes(fn))
  return world.sql.$queryRaw`
    SELECT u.id, u.name, CASE WHEN m.user_id IS NULL THEN min(g.template) END AS template
    FROM "user" u LEFT JOIN main_administrator m ON m.user_id = u.id
    LEFT JOIN "grant" g ON g.user_id = u.id AND g.template = ANY(${templates}) AND g.ended_at IS NULL
      AND g.valid_from <= ${actor.now} AND (g.valid_to IS NULL OR g.valid_to > ${actor.now})
    WHERE u.company_id = ${actor.subject.companyId}::uuid AND (m.user_id IS NOT NULL OR g.id IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.user_id = u.id AND s.ended_at IS NULL)
    GROUP BY u.id, u.name, m.user_id ORDER BY u.name, u.id LIMIT ${SHOWN}`
}
/** `template`: what it was granted by; null: as main administrator. */
export type WhoMay = { id: string; name: string; template: string | null }

/** What the company leaves to its numbers when they sign in; everything where nothing is said. */
export async function getNumberCeiling(actor: Actor, world: World): Promise<readonly FunctionKey[]> {
  authorize(actor, 'number_ceiling:edit')
  const ceiling = await world.db.numberCeiling.findFirst({
    where: { companyId: actor.subject.companyId, subscriptionId: null },
    select: { functions: true },
  })
  return NUMBER_FUNCTIONS.filter((fn) => within(ceiling?.functions, fn))
}
