import type { z } from 'zod'
import type { ApprovalsMessage } from '@/lib/approvals/messages'
import { claimApproved, keepProblem } from '@/lib/approvals/request-state'
import { type DoneOperation, isDoneWhenApproved } from '@/lib/approvals/rules'
import { approvedRulesInput } from '@/lib/approvals/schema'
import { createUser } from '@/lib/company/create-user'
import { editUser } from '@/lib/company/edit-user'
import { reactivateUser } from '@/lib/company/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/remove-user-factors'
import {
  approvedEditUserInput,
  createUserInput,
  removeUserFactorsInput,
  userIdInput,
} from '@/lib/company/schema'
import { giveAndAnswer } from '@/lib/grants/answer-right-request'
import { applyChange } from '@/lib/grants/apply-change'
import { appointSubstitute } from '@/lib/grants/appoint-substitute'
import { applyChangeInput, substituteInput } from '@/lib/grants/schema'
import { decidersOf, type Judged, whyNotApprove } from '@/lib/grants/second-person'
import { setDecidableRules } from '@/lib/grants/set-decidable-rules'
import { takeTurn } from '@/lib/identity/company-turn'
import { userActor } from '@/lib/identity/user-actor'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor, Approval } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { refuse, refuseUnreadable } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import { requireKnown } from './known-kinds'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { loadRecipient, loadRecipients, type Recipient } from './recipient'

const isDraft = (input: unknown): boolean => typeof input === 'object' && input !== null && 'draft' in input

type Approved = Omit<Approval, 'input'> & { input: unknown }
type Work = (asker: Actor, approved: Approved, world: World) => Promise<Result<unknown>>

/**
 * A use case that was approved: with the input that was, and with no other. What was asked for before a rule of what
 * may be typed became stricter is refused by that rule now.
 */
const approved =
  <Schema extends z.ZodType<object>>(
    schema: Schema,
    useCase: (actor: Actor, input: z.output<Schema>, world: World) => Promise<Result<unknown>>,
  ): Work =>
  (asker, approval, world) => {
    const read = schema.safeParse(approval.input)
    if (!read.success) return Promise.resolve(refuseUnreadable(read.error.issues))
    const input = read.data
    return useCase({ ...asker, approval: { ...approval, input } }, input, world)
  }

/** What is done when it was approved. */
const DOES: Record<DoneOperation, Work> = {
  'user:create': approved(createUserInput, createUser),
  'user:edit': approved(approvedEditUserInput, editUser),
  'temporary_password:reissue': approved(userIdInput, reissueTemporaryPassword),
  'second_factor:remove': approved(removeUserFactorsInput, removeUserFactors),
  'user:reactivate': approved(userIdInput, reactivateUser),
  'approval_rule:edit': approved(approvedRulesInput, setDecidableRules),
  'right:grant': (asker, approval, world) =>
    (isDraft(approval.input) ? change : substitution)(asker, approval, world),
}

/** Where the change gives a right that somebody has asked for, that is answered with it. */
const change: Work = (asker, approval, world) => {
  const { answers, answer = '' } = approval.input as { answers?: string; answer?: string }
  return approved(applyChangeInput, (actor, input) =>
    answers ? giveAndAnswer(actor, input, { id: answers, answer }, world) : applyChange(actor, input, world),
  )(asker, approval, world)
}
const substitution = approved(substituteInput, appointSubstitute)

const GONE: Cancelled = { cancelled: 'whoever asked is gone' }

/** So many deciders are told of a request. */
const MOST_TOLD = 20

/** Tells who decides, or who has asked; and does what was approved, once, with the rights that they have now. */
export async function tellApprovals(
  { kind, payload: { requestId } }: ApprovalsMessage,
  world: World,
): Promise<Letter[] | Cancelled> {
  const request = await world.db.approvalRequest.findUnique({ where: { id: requestId } })
  if (!request) return { cancelled: 'there is no such request' }
  requireKnown({ [request.kind]: request.function })
  const asker = await userActor(request.byId, world)
  const fn = request.function as FunctionKey
  if (kind === 'approvals.asked') {
    if (request.state !== 'open') return { cancelled: 'it was decided or withdrawn meanwhile' }
    if (!asker) return GONE
    const to = await deciders(asker, { ...request, fn }, world)
    return to.map((each) => letter(each, 'asked', { fn, account: asker.name }, world))
  }
  let problem = request.problem
  if (kind === 'approvals.approved' && !request.doneAt && !problem)
    problem = asker
      ? await done(fn, request, world)
      : await notDone(request.id, 'approvals.asker_gone', world)
  if (problem === 'approvals.asker_gone') return forNobody(request, fn, world)
  if (!asker) return GONE
  const [to] = await loadRecipients(world, request.companyId, { id: request.byId })
  if (!to) return { cancelled: 'whoever asked is suspended' }
  const key = kind === 'approvals.rejected' ? 'rejected' : problem ? 'failed' : 'approved'
  return [letter(to, key, { fn, account: asker.name }, world)]
}

/**
 * Does it, once: that it is done is written in the same transaction, so a second run finds it so. Resolves with the code of
 * what stood in its way.
 */
async function done(
  fn: FunctionKey,
  request: Omit<Judged, 'fn'> & { companyId: string; askedAt: Date; decidedById: string | null },
  world: World,
): Promise<string | null> {
  const { id, byId, input, askedAt, decidedById } = request
  if (!isDoneWhenApproved(fn)) return null
  let isMine = true
  const problem = await transaction(world, async (tx, bound) => {
    // Whoever asked and whoever decided are judged by what they hold then: nobody changes that until it is done.
    await takeTurn(tx, request.companyId)
    isMine = await claimApproved(tx, id, bound.clock())
    if (!isMine) return refuse('approvals.decided_already')
    const asker = await userActor(byId, bound)
    if (!asker) return refuse('approvals.asker_gone')
    const decider = decidedById && (await userActor(decidedById, bound))
    // Whoever approved is judged once more by what is there now: what it gives, and to whom, may have changed since.
    if (!decider || (await whyNotApprove(decider, { ...request, fn }, tx)))
      return refuse('approvals.decider_gone')
    return DOES[fn](asker, { request: id, input, by: decider.name, byId: decider.subject.id, askedAt }, bound)
  }).then(
    // The same code from what was to be done is no answer to who did it: then nothing was done, and its asker hears so.
    (result) => (result.ok || !isMine ? null : result.refusal.code),
    (error) => {
      if (error instanceof NotFound) return 'web.not_there'
      throw error
    },
  )
  return problem && notDone(id, problem, world)
}

/** Writes down why something that was approved is not done. */
async function notDone(id: string, problem: string, world: World): Promise<string> {
  await keepProblem(world.sql, id, problem)
  return problem
}

type Request = { companyId: string; byId: string; decidedById: string | null }

/** Whoever asked is shut out by now: whoever approved hears that it was not done. */
async function forNobody(
  { companyId, byId, decidedById }: Request,
  fn: FunctionKey,
  world: World,
): Promise<Letter[] | Cancelled> {
  const [to] = await loadRecipients(world, companyId, { id: decidedById ?? byId })
  if (!to) return GONE
  const { account } = await loadRecipient(world, byId)
  return [letter(to, 'asker_gone', { fn, account }, world)]
}

/** Everybody who can decide about a request at this moment. */
async function deciders(asker: Actor, request: Judged, world: World): Promise<Recipient[]> {
  const can = (await decidersOf(asker, request, world.sql)).filter(({ bar }) => !bar)
  const ids = can.map(({ id }) => id).filter((each) => each !== asker.subject.id)
  return loadRecipients(world, asker.subject.companyId, { id: { in: ids.slice(0, MOST_TOLD) } })
}

type Said = { fn: FunctionKey; account: string }

function letter(
  to: Recipient,
  key: 'asked' | 'approved' | 'rejected' | 'failed' | 'asker_gone',
  { fn, account }: Said,
  world: World,
): Letter {
  const what = translator(to.language)(`rights.functions.${fn}`)
  return writeMail(world, to, (t) => ({
    subject: t(`mail.approval.${key}.subject`, { account }),
    paragraphs: [t(`mail.approval.${key}.text`, { account, what })],
    facts: [[t('mail.approval.where'), new URL('/approvals', world.portal).href]],
    closing: [],
  }))
}
