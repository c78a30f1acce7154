import type { ApprovalsMessage } from '@/lib/approvals/messages'
import { createUser } from '@/lib/company/create-user'
import { createUserInput } from '@/lib/company/schema'
import { applyChange } from '@/lib/grants/apply-change'
import { appointSubstitute } from '@/lib/grants/appoint-substitute'
import { applyChangeInput, substituteInput } from '@/lib/grants/schema'
import { whoMaySql } from '@/lib/grants/who-may'
import { userActor } from '@/lib/identity/user-actor'
import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { type FunctionKey, isFunction } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { refuse } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'
import type { Cancelled, Letter } from './letter'
import { writeMail } from './mail'
import { loadRecipients, type Recipient } from './recipient'

const isDraft = (input: unknown): boolean => typeof input === 'object' && input !== null && 'draft' in input

type Together = (tx: Tx) => Promise<Result<null>>
type Work = (actor: Actor, input: unknown, world: World, together: Together) => Promise<Result<unknown>>

/** What is done when it was approved; what is only fetched (a file) is fetched by whoever asked. */
const DOES: Partial<Record<FunctionKey, Work>> = {
  'user:create': (actor, input, world, together) =>
    createUser(actor, createUserInput.parse(input), world, together),
  'right:grant': (actor, input, world, together) =>
    isDraft(input)
      ? applyChange(actor, applyChangeInput.parse(input), world, together)
      : appointSubstitute(actor, substituteInput.parse(input), world, together),
}

/** So many deciders are told of a request. */
const MOST_TOLD = 20

/** Tells who decides, or who has asked; and does what was approved, once, with the rights that they have now. */
export async function tellApprovals(
  { kind, payload: { requestId } }: ApprovalsMessage,
  world: World,
): Promise<Letter[] | Cancelled> {
  const request = await world.db.approvalRequest.findUnique({ where: { id: requestId } })
  if (!request || !isFunction(request.function)) return { cancelled: 'there is no such request' }
  const asker = await userActor(request.byId, world)
  const fn = request.function
  if (kind === 'approvals.asked') {
    if (request.state !== 'open') return { cancelled: 'it was decided or withdrawn meanwhile' }
    if (!asker) return { cancelled: 'whoever asked is gone' }
    const to = await deciders(asker, request.kind, world)
    return to.map((each) =>
      letter(
        each,
        'asked',
        { fn, name: asker.fullName, text: request.comment, subject: request.subject },
        world,
      ),
    )
  }
  if (!asker) return { cancelled: 'whoever asked is gone' }
  let problem = request.problem
  if (kind === 'approvals.approved' && !request.doneAt && !problem)
    problem = await done(asker, fn, request, world)
  const [to] = await loadRecipients(world, request.companyId, { id: request.byId })
  if (!to) return { cancelled: 'whoever asked is suspended' }
  const key = kind === 'approvals.rejected' ? 'rejected' : problem ? 'failed' : 'approved'
  return [
    letter(to, key, { fn, name: asker.fullName, text: request.answer, subject: request.subject }, world),
  ]
}

/**
 * Does it, once: that it is done is written in its own transaction, so a second run finds it so. Resolves with the code
 * of what stood in its way.
 */
async function done(
  asker: Actor,
  fn: FunctionKey,
  { id, input, decidedById }: { id: string; input: unknown; decidedById: string | null },
  world: World,
): Promise<string | null> {
  const work = DOES[fn]
  if (!work) return null
  const once: Together = async (tx) => {
    const claimed = await tx.$executeRaw`
      UPDATE approval_request SET done_at = ${world.clock()}
      WHERE id = ${id}::uuid AND state = 'approved' AND done_at IS NULL`
    return claimed === 1 ? ok(null) : refuse('approvals.decided_already')
  }
  const approvedBy = decidedById && (await userActor(decidedById, world))?.name
  const problem = await work(
    { ...asker, approved: fn, ...(approvedBy && { approvedBy }) },
    input,
    world,
    once,
  ).then(
    (result) =>
      result.ok || result.refusal.code === 'approvals.decided_already' ? null : result.refusal.code,
    (error) => {
      if (error instanceof NotFound) return 'web.not_there'
      throw error
    },
  )
  if (problem)
    await world.sql.$executeRaw`UPDATE approval_request SET problem = ${problem} WHERE id = ${id}::uuid`
  return problem
}

/** Everybody who decides about a request, but whoever asks: for a right, also those who give rights. */
async function deciders(asker: Actor, kind: 'right' | 'operation', world: World): Promise<Recipient[]> {
  const { companyId, id } = asker.subject
  const functions =
    kind === 'right' ? (['right:grant', 'approval:decide'] as const) : (['approval:decide'] as const)
  const found: string[] = []
  for (const fn of functions) {
    const who = whoMaySql(asker, [...withNeeds(fn)], { target: { companyId } }, MOST_TOLD + 1)
    found.push(...(await world.sql.$queryRaw<{ id: string }[]>(who)).map((row) => row.id))
  }
  const ids = [...new Set(found)].filter((each) => each !== id).slice(0, MOST_TOLD)
  return loadRecipients(world, companyId, { id: { in: ids } })
}

type Said = { fn: FunctionKey; name: string; text: string | null; subject: string }

function letter(
  to: Recipient,
  key: 'asked' | 'approved' | 'rejected' | 'failed',
  { fn, name, text, subject }: Said,
  world: World,
): Letter {
  const what = translator(to.language)(`rights.functions.${fn}`)
  return writeMail(world, to, (t) => ({
    subject: t(`mail.approval.${key}.subject`, { name }),
    paragraphs: [t(`mail.approval.${key}.text`, { name, what, subject, company: to.company })],
    facts: [
      ...(text ? [[t('mail.approval.comment'), text] as [string, string]] : []),
      [t('mail.approval.where'), new URL('/approvals', world.portal).href],
    ],
    closing: [],
  }))
}
