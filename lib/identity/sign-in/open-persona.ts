import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { createSession, ownerSubject, type SessionOwner } from '../attempts/sessions'
import type { Visitor } from '../view'

/**
 * Opens a session as a persona of the demo cast without any proof, for people who only want to look.
 * A number is given as E.164. Its page exists in demo mode only. Refuses who is not there, or suspended.
 */
export async function openPersona(
  visitor: Visitor,
  account: string,
  context: Context,
): Promise<Result<{ token: string }>> {
  const now = context.clock()
  return transaction(context, async (tx) => {
    const found = account.startsWith('+') ? await findLine(tx, account) : await findUser(tx, account)
    if (!found) return refuse('identity.suspended')
    const { owner, companyId } = found
    const token = await createSession(tx, context, visitor, owner, ['persona'])
    await recordAudit(tx, {
      companyId,
      at: now,
      actor: {
        kind: 'system',
        id: null,
        name: 'demo',
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'demo.persona_opened',
      object: { ...ownerSubject(owner), name: account },
    })
    return ok({ token })
  })
}

type Found = { owner: SessionOwner; companyId: string } | null

async function findUser(tx: Tx, account: string): Promise<Found> {
  const [login = '', slug = ''] = account.split('@')
  const user = await tx.user.findFirst({
    where: { login, company: { slug }, suspensions: { none: { endedAt: null } } },
    select: { id: true, companyId: true },
  })
  return user && { owner: { userId: user.id }, companyId: user.companyId }
}

async function findLine(tx: Tx, msisdn: string): Promise<Found> {
  const line = await tx.subscription.findFirst({
    where: { msisdn, status: 'active' },
    select: { id: true, companyId: true },
  })
  return line && { owner: { subscriptionId: line.id }, companyId: line.companyId }
}
