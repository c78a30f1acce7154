import { recordAudit } from '@/lib/audit/record'
import { endLineSessions } from '@/lib/identity/sessions'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { readMobileNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import type { DeliverLineInput } from './schema'

/**
 * Takes over one line as the operator's systems have it. A number that belonged to another company ends
 * there and begins here, and sign-ins with it end on their next request (P2). Delivering the same again
 * changes nothing. Refuses numbers that are no domestic mobile numbers, and companies that are not there.
 * No right is asked for: only the operator's own tasks call it, no action or route.
 */
export async function deliverLine(input: DeliverLineInput, world: World): Promise<Result<{ id: string }>> {
  const now = world.clock()
  const number = readMobileNumber(input.msisdn, world.market)
  if (number.kind !== 'mobile') return refuse('subscriptions.not_mobile')
  const { msisdn, national } = number
  const { status, holder, email } = input
  return transaction(world, async (tx) => {
    const company = await tx.company.findUnique({ where: { slug: input.company }, select: { id: true } })
    if (!company) return refuse('subscriptions.no_company')
    // One delivery of a number at a time.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`line:${msisdn}`}, 0))`
    const fact = (companyId: string, id: string, action: string) =>
      recordAudit(tx, {
        companyId,
        at: now,
        actor: { kind: 'system', id: null, name: 'delivery', address: null, requestId: null },
        action,
        object: { kind: 'number', id, name: national },
        after: { status },
      })
    const old = await tx.subscription.findFirst({ where: { msisdn, status: { not: 'terminated' } } })
    const terminatedAt = status === 'terminated' ? now : null
    if (old && old.companyId === company.id) {
      const same = old.status === status && old.holder === holder && old.email === email
      if (same) return ok({ id: old.id })
      await tx.subscription.update({
        where: { id: old.id },
        data: { status, holder, email, terminatedAt },
        select: { id: true },
      })
      if (status !== 'active' && status !== 'restricted') await endLineSessions(tx, old.id, now)
      await fact(company.id, old.id, 'subscriptions.line_changed')
      return ok({ id: old.id })
    }
    if (old) {
      await tx.subscription.update({
        where: { id: old.id },
        data: { status: 'terminated', terminatedAt: now },
        select: { id: true },
      })
      await endLineSessions(tx, old.id, now)
      await fact(old.companyId, old.id, 'subscriptions.line_moved_away')
    }
    const id = newId()
    const row = { id, companyId: company.id, msisdn, status, holder, email, createdAt: now, terminatedAt }
    await tx.subscription.create({ data: row, select: { id: true } })
    await fact(company.id, id, 'subscriptions.line_delivered')
    return ok({ id })
  })
}
