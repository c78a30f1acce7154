import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import { loadPlaces } from '@/lib/access/places'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { Prisma, type Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { endOfDay, momentOn } from '@/lib/kernel/day'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { approvalOf, authorize, needsApproval } from '@/lib/rights/actor'
import { itemKey } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { refuse } from '@/lib/words/refuse'
import { MOST_HELD } from '../bounds'
import { beginChange } from '../changes/begin-change'
import { missingFor } from '../changes/judge'
import { substituteAppointed } from '../changes/previews'
import { announce } from '../messages'
import { substituteInput } from '../schema'

/**
 * Lets somebody stand in for somebody else from one day to another: they hold what that person holds at this moment, and
 * no more; what is given later does not go along. For the whole company only. Needs a fresh proof, and a second person
 * where the company wants one. Refuses what the actor could not give, oneself as the substitute, and one who stands in already.
 * @throws NotFound for a user of another company.
 */
export const appointSubstitute = operation({
  key: 'grants.appoint_substitute',
  permission: 'right:grant',
  input: substituteInput,
  audit: ['grants.substituted'],
  announces: ['grants.substitute_appointed'],
  proof: true,
  concerns: ({ id }) => ({ user: id }),
  preview: substituteAppointed,
  secondPerson: {
    keep: ({ proof: _proof, reason, ...rest }) => ({
      subject: rest.substitute,
      input: { ...rest, reason: reason ?? '' },
      ...(reason && { comment: reason }),
    }),
  },
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    authorize(actor, 'right:grant', { companyId: actor.subject.companyId })
    const { timeZone } = context.market
    const to = endOfDay(input.until, timeZone)
    const first = momentOn(input.from, 0, timeZone)
    if (to <= laterOf(first, context.clock())) return refuse('grants.period_unreadable', { field: 'until' })
    if (needsApproval(actor, 'right:grant', input)) return refuse('approvals.needed')
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const [login = ''] = input.substitute.toLowerCase().split('@')
    return transaction(context, async (tx, bound) => {
      const change = await beginChange(
        tx,
        actor,
        { kind: 'substituted', reason: input.reason || null },
        bound,
      )
      authorize(change.actor, 'right:grant', { companyId: actor.subject.companyId })
      // Asked again: what the company decides alone may have changed while this waited for its turn.
      if (needsApproval(change.actor, 'right:grant', input)) return refuse('approvals.needed')
      const { at: now } = change
      const from = laterOf(first, now)
      if (to <= from) return refuse('grants.period_unreadable', { field: 'until' })
      const people = await loadPeople(
        tx,
        change.actor,
        Prisma.sql`(u.id = ${input.id}::uuid OR u.login = ${login})`,
      )
      const person = people.find(({ id }) => id === input.id)
      const substitute = people.find(({ account }) => account === `${login}@${actor.company.slug}`)
      if (!person) throw new NotFound(`user ${input.id}`)
      if (!substitute || substitute.id === person.id)
        return refuse('grants.no_such_substitute', { field: 'substitute' })
      if (substitute.id === actor.subject.id) return refuse('company.not_oneself', { field: 'substitute' })
      const held = ownGrants(person.subject)
      const approval = approvalOf(actor, input)
      if (approval && (await grownSince(tx, person.id, approval.askedAt)))
        return refuse('grants.changed_meanwhile')
      const [others] = await tx.$queryRaw<[{ count: number }]>`
        SELECT coalesce(sum(cardinality(grant_ids)), 0)::int AS count FROM substitution
        WHERE substitute_id = ${substitute.id}::uuid AND ended_at IS NULL AND valid_to > ${now}`
      if (others.count + held.length > MOST_HELD)
        return refuse('grants.held_too_much', { field: 'substitute', values: { most: MOST_HELD } })
      const gives = held.map((grant) => ({
        item: itemKey(wordOf(grant), grant.scope),
        from: laterOf(grant.validFrom, from).toISOString(),
        to: new Date(Math.min(to.getTime(), grant.validTo?.getTime() ?? Infinity)).toISOString(),
      }))
      const templates = asTemplates(await loadOwnTemplates(actor, tx))
      const places = await loadPlaces(
        tx,
        actor,
        held.map(({ scope }) => scope),
      )
      const missing = await missingFor(change.actor.subject, gives, templates, places, now)
      if (missing.length > 0)
        return refuse('grants.beyond_own', {
          values: { functions: [...new Set(missing.map(({ fn }) => fn))].join(', ') },
        })
      // One whose time is over makes room for the next.
      await tx.$executeRaw`
        UPDATE substitution SET ended_at = valid_to WHERE user_id = ${person.id}::uuid
          AND substitute_id = ${substitute.id}::uuid AND ended_at IS NULL AND valid_to <= ${now}`
      const id = newId()
      const made = await tx.$executeRaw`
        INSERT INTO substitution (id, company_id, user_id, substitute_id, valid_from, valid_to, by_id, grant_ids)
        VALUES (${id}::uuid, ${actor.subject.companyId}::uuid, ${person.id}::uuid, ${substitute.id}::uuid, ${from}, ${to},
          ${actor.subject.id}::uuid, ${held.map((grant) => grant.id)}::uuid[]) ON CONFLICT DO NOTHING`
      if (made === 0) return refuse('grants.stands_in_already', { field: 'substitute' })
      await tx.$executeRaw`UPDATE rights_change SET people = 1 WHERE id = ${change.id}::uuid`
      await announce(
        tx,
        actor.subject.companyId,
        { kind: 'grants.substitute_appointed', payload: { substitutionId: id } },
        now,
      )
      await recordAudit(tx, {
        ...{
          companyId: actor.subject.companyId,
          at: now,
          actor: auditActor(actor),
          action: 'grants.substituted',
        },
        object: { kind: 'rights_change', id: change.id, name: `#${change.number}` },
        after: { people: [person.account, substitute.account], from: input.from, until: input.until },
        reason: input.reason || null,
      })
      return ok({ id: person.id })
    })
  },
})

/**
 * Whether somebody was given anything after a moment, or a role that they hold was changed: what was approved is what they held
 * when it was asked.
 */
async function grownSince(tx: Tx, userId: string, at: Date): Promise<boolean> {
  const [grown] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "grant" g JOIN rights_change r ON r.id = g.change_id OR r.template_id = g.template_id
    WHERE g.user_id = ${userId}::uuid AND g.ended_at IS NULL AND r.at > ${at} LIMIT 1`
  return grown !== undefined
}

const laterOf = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()))
