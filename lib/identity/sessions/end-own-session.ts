import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { sessionOf } from '@/lib/rights/actor'
import { type Ending, sessionsOf } from '../attempts/sessions'
import { endOwnSessionInput } from '../schema'

/**
 * Ends one of one's own sessions, or (without an id) all but this one; effective on their next request.
 * @throws NotFound for a session that is not one's own or has ended.
 */
export const endOwnSession = operation({
  key: 'identity.end_own_session',
  permission: 'own_session:end',
  input: endOwnSessionInput,
  audit: ['identity.sessions_ended'],
  run: async (actor, input, context): Promise<Result<{ count: number }>> => {
    const now = context.clock()
    const which = input.id ? { equals: input.id } : { not: sessionOf(actor).id }
    const why: Ending = 'ended_by_owner'
    return transaction(context, async (tx) => {
      const where = { ...sessionsOf(actor.subject), endedAt: null, id: which }
      const ended = await tx.session.updateManyAndReturn({
        where,
        data: { endedAt: now, endedWhy: why },
        select: { deviceCookieId: true },
      })
      const { length: count } = ended
      if (input.id && count === 0) throw new NotFound(`session ${input.id}`)
      // Those browsers are known no more; of the one that stays, the cookie is.
      const { deviceCookieId: own = null } =
        (await tx.session.findUnique({
          where: { id: sessionOf(actor).id },
          select: { deviceCookieId: true },
        })) ?? {}
      const theirs = ended.flatMap(({ deviceCookieId }) => deviceCookieId ?? [])
      const known = { ...sessionsOf(actor.subject), ...(own && { NOT: { id: own } }) }
      await tx.deviceCookie.deleteMany({ where: { ...known, ...(input.id && { id: { in: theirs } }) } })
      await recordAudit(tx, {
        companyId: actor.subject.companyId,
        at: now,
        actor: auditActor(actor),
        action: 'identity.sessions_ended',
        object: { kind: actor.subject.kind, id: actor.subject.id, name: actor.name },
        after: { sessions: count },
      })
      return ok({ count })
    })
  },
})
