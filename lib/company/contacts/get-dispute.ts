import type { Context } from '@/lib/infra/context'
import type { Refusal } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { DisputeView } from '../view'
import { findDispute, formerContacts, whyNotSettle } from './contact-dispute'

/** The open dispute about a user's contacts, with why the actor may not settle it, if so; null: there is none. */
export async function getDispute(
  actor: Actor,
  user: { id: string; account: string; mainAdministrator: boolean },
  context: Context,
): Promise<(DisputeView & { whyNot: Refusal | null }) | null> {
  authorize(actor, 'user:edit')
  const { companyId } = actor.subject
  const dispute = await findDispute(context.sql, companyId, user.id)
  if (!dispute) return null
  const where = { id: user.id, companyId }
  const present = await context.db.user.findFirst({ where, select: { email: true, mobile: true } })
  if (!present) throw new NotFound(`user ${user.id}`)
  const { id, stoppedAt, since } = dispute
  const why = await whyNotSettle(context.sql, actor, user, dispute, context.market.customerService.domestic)
  return {
    ...{ id, stoppedAt, since },
    present: { ...present, mobile: displayNumber(present.mobile, context.market) },
    former: formerContacts(dispute, present).map(({ id, at, by, email, mobile }) => ({
      ...{ id, at, by, email },
      mobile: displayNumber(mobile, context.market),
    })),
    whyNot: why?.refusal ?? null,
  }
}
