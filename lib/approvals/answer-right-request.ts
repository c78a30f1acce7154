import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import { operation } from '@/lib/contract/operation'
import { type AppliedChange, applyChange, mayApply } from '@/lib/grants/changes/apply-change'
import { completed } from '@/lib/grants/changes/complete'
import { loadDraft } from '@/lib/grants/changes/drafts'
import { rightsChanged } from '@/lib/grants/changes/previews'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import type { ApplyChangeInput } from '@/lib/grants/schema'
import { lockCompany } from '@/lib/identity/sessions/company-lock'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { after, DAY } from '@/lib/kernel/clock'
import { personLabel } from '@/lib/kernel/person'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, approvalOf, forPart } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { itemKey } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { readScope } from '@/lib/rights/scope'
import { refuse } from '@/lib/words/refuse'
import { askApproval } from './ask-approval'
import { isOpen } from './open-requests'
import { askedFor } from './or-ask'
import { closeRightRequest } from './request-state'
import { type AnswerRightInput, answerRightInput, giveRightInput } from './schema'

/**
 * Gives a right that somebody has asked for, for a day or for good, with what it needs: as a change like any other, in
 * one transaction with the answer; where the company asks a second person for giving rights, one who is neither who
 * asked nor who gives is asked first. Refuses what the actor does not hold, and what is decided already or over.
 * @throws NotFound for a request of another company.
 */
export const answerRightRequest = operation({
  key: 'approvals.answer_right_request',
  permission: 'right:grant',
  input: answerRightInput,
  audit: ['grants.asked', 'approvals.asked'],
  announces: ['approvals.asked', 'approvals.done', 'grants.rights_changed'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ number: number } | { asked: string }>> => {
    const now = context.clock()
    const { companyId } = actor.subject
    const [request] = await context.sql.$queryRaw<
      { byId: string; fn: string; place: string; comment: string | null; open: boolean }[]
    >`
      SELECT by_id AS "byId", function AS fn, input ->> 'place' AS place, comment, ${isOpen(now)} AS open
      FROM approval_request r WHERE id = ${input.id}::uuid AND company_id = ${companyId}::uuid AND kind = 'right'`
    const scope = request && readScope(request.place)
    if (!request || !scope || !isPermission(request.fn)) throw new NotFound(`request ${input.id}`)
    if (!request.open) return refuse('approvals.decided_already')
    if (request.byId === actor.subject.id) return refuse('approvals.own')
    const [person] = await loadPeople(context.sql, actor, Prisma.sql`u.id = ${request.byId}::uuid`)
    if (!person) throw new NotFound(`user ${request.byId}`)
    const to = input.for === 'day' ? after(now, DAY).toISOString() : null
    const give = { item: `${request.fn}@${request.place}`, from: null, to }
    const group = { people: [person.id], add: [give], remove: [], replace: false }
    const templates = asTemplates(await loadOwnTemplates(actor, context.sql))
    const whole = await completed(person.subject, group, templates, now)
    // What they hold at least as long already stays as it is.
    const held = (item: string) =>
      ownGrants(person.subject).some(
        (grant) =>
          itemKey(wordOf(grant), grant.scope) === item &&
          grant.validFrom <= now &&
          (grant.validTo === null || (to !== null && grant.validTo.toISOString() >= to)),
      )
    const proposal = { groups: [{ ...whole, add: whole.add.filter(({ item }) => !held(item)) }] }
    const proposed = await proposeChange(actor, { kind: 'asked', proposal }, context)
    if (!proposed.ok) return proposed
    const apply = {
      draft: proposed.value.id,
      reason: input.answer || request.comment || undefined,
      proof: input.proof,
    }
    const may = await mayApply(actor, apply, context)
    const given = may.ok ? await giveAndAnswer(may.value, apply, input, context) : may
    if (given.ok || given.refusal.code !== 'approvals.needed') return given
    const pending = await openGift(actor, input.id, context)
    if (pending) return ok({ asked: pending })
    // Whoever asked counts for nothing, they may have been made for it: whoever gives needs a second person like for any gift.
    const giving = {
      ...{ draft: apply.draft, reason: apply.reason ?? '', for: input.for },
      ...{ answers: input.id, answer: input.answer },
    }
    return askApproval(actor, askedFor(giveRight, giving, actor, personLabel(person)), context)
  },
})

/** The same once a second person has said yes to it. */
export const giveRight = operation({
  key: 'approvals.give_right',
  permission: 'right:grant',
  input: giveRightInput,
  audit: ['grants.asked'],
  announces: ['approvals.done', 'grants.rights_changed'],
  proof: true,
  preview: rightsChanged,
  secondPerson: { keep: (input, _actor, subject) => ({ subject, input, comment: input.reason }) },
  run: async (actor, input, context): Promise<Result<AppliedChange>> => {
    // It is the second half of an answer, and begins nothing.
    if (!approvalOf(actor, input)) return refuse('approvals.needed')
    const kept = input.for === 'day' ? await fromNow(actor, input.draft, context) : ok({ id: input.draft })
    if (!kept.ok) return kept
    const apply = { draft: kept.value.id, reason: input.reason, proof: undefined }
    const answer = { id: input.answers, answer: input.answer }
    return giveAndAnswer(forPart(actor, input, apply), apply, answer, context)
  },
})

/** What a draft gives, for a day from this moment: whoever decides may have taken days. */
async function fromNow(actor: Actor, draft: string, context: Context): Promise<Result<{ id: string }>> {
  const now = context.clock()
  const { proposal } = await loadDraft(context.sql, actor, draft, now, { approved: true })
  const to = after(now, DAY).toISOString()
  const groups = proposal.groups.map((group) => ({
    ...group,
    add: group.add.map((give) => ({ ...give, to })),
  }))
  return proposeChange(actor, { kind: 'asked', proposal: { ...proposal, groups } }, context)
}

/** What the actor has already asked a second person to let them give for a request. */
async function openGift({ subject, now }: Actor, answers: string, context: Context): Promise<string | null> {
  const [open] = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM approval_request r WHERE r.company_id = ${subject.companyId}::uuid AND r.by_id = ${subject.id}::uuid
      AND r.input ->> 'answers' = ${answers} AND ${isOpen(now)} LIMIT 1`
  return open?.id ?? null
}

type Answer = Pick<AnswerRightInput, 'id' | 'answer'>

/**
 * Applies the change that gives a right which somebody has asked for, and answers them, both or neither. The turn comes
 * first, as wherever requests are written beside rights. Refuses what applying refuses, and what is decided already.
 */
const giveAndAnswer = (
  actor: Actor,
  input: ApplyChangeInput,
  answer: Answer,
  context: Context,
): Promise<Result<AppliedChange>> =>
  transaction(context, async (tx, bound) => {
    await lockCompany(tx, actor.subject.companyId)
    const closed = await closeRightRequest(tx, actor, answer, bound.clock())
    return closed.ok ? applyChange(actor, input, bound) : closed
  })
