import type { Templates } from '@/lib/access/own-templates'
import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPlaces, type Place } from '@/lib/access/places'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { numberChange } from '@/lib/company/rights-version'
import { operation } from '@/lib/contract/operation'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import type { Context } from '@/lib/infra/context'
import type { Raw, Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { isRaised } from '@/lib/infra/violations'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Refused, type Result } from '@/lib/kernel/result'
import { inSlices } from '@/lib/kernel/slices'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan, approvalOf, authorize, needsApproval } from '@/lib/rights/actor'
import { grantableIn } from '@/lib/rights/catalogue'
import { fitting, permissionsOfWhat, readItem } from '@/lib/rights/items'
import { type RefusalCode, refuse } from '@/lib/words/refuse'
import { MOST_HELD, MOST_ROLES } from '../bounds'
import { audited } from '../facts'
import { announce } from '../messages'
import { isRisky, UNDO_WITHIN } from '../rules'
import { type ApplyChangeInput, applyChangeInput } from '../schema'
import { changedSince, type Draft, loadDraft } from './drafts'
import { missingFor } from './judge'
import { rightsChanged } from './previews'
import { scopesIn } from './proposal'
import { writeCeilings } from './write-ceilings'
import { writeGrants } from './write-grants'
import { writeTemplate } from './write-template'

export type AppliedChange = { id: string; number: number; people: number; numbers: number }

/**
 * Applies a draft: all of it or nothing, as one change with a number, effective for everybody on their next request.
 * Refuses what `mayApply` does, what the actor does not hold, what others have changed meanwhile, and what is over by now.
 * @throws NotFound for a draft of somebody else's.
 */
export const applyChange = operation({
  key: 'grants.apply_change',
  permission: 'right:view',
  input: applyChangeInput,
  audit: [
    'grants.asked',
    'grants.copied',
    'grants.edited',
    'grants.file',
    'grants.numbers_limited',
    'grants.template_changed',
    'grants.undone',
  ],
  announces: ['grants.rights_changed'],
  proof: true,
  preview: rightsChanged,
  secondPerson: {
    permission: 'right:grant',
    keep: ({ draft, reason = '', anyway }) => ({
      subject: reason,
      input: { draft, reason, ...(anyway && { anyway }) },
      comment: reason,
    }),
  },
  run: async (actor, input, context): Promise<Result<AppliedChange>> => {
    const may = await mayApply(actor, input, context)
    if (!may.ok) return may
    return transaction(context, async (tx) =>
      apply(tx, actor, { input, number: await numberChange(tx, actor) }, context),
    ).catch((error) => {
      if (isRaised(error, 'rights_template_name')) return refuse('grants.name_taken', { field: 'name' })
      if (isRaised(error, 'grant_most_held'))
        return refuse('grants.held_too_much', { values: { most: MOST_HELD } })
      if (isRaised(error, 'rights_change_undoes')) return refuse('grants.undone_already')
      throw error
    })
  },
})

/**
 * What is asked before a draft is applied: for what is risky a reason, a second person where the company or the actor's
 * role wants one, and a fresh proof. Resolves with the actor, proven. @throws NotFound for a draft of somebody else's.
 */
export async function mayApply(
  actor: Actor,
  input: ApplyChangeInput,
  context: Context,
): Promise<Result<Actor>> {
  authorize(actor, 'right:view')
  const seen = await loadDraft(context.sql, actor, input.draft, context.clock(), {
    approved: approvalOf(actor, input) !== null,
  })
  const templates = asTemplates(await loadOwnTemplates(actor, context.sql))
  if (!isRisky(seen.proposal, templates)) return ok(actor)
  if (!input.reason) return refuse('grants.reason_missing', { field: 'reason' })
  if (takesTwo(actor, seen, input, templates))
    return (await isOutdated(context.sql, actor, seen, input))
      ? refuse('grants.changed_meanwhile')
      : refuse('approvals.needed')
  return proveAgain(actor, input.proof, context)
}

/** Whether nobody gives it alone. */
const takesTwo = (
  actor: Actor,
  { proposal }: Draft,
  input: ApplyChangeInput,
  templates: Templates,
): boolean =>
  isRisky(proposal, templates) &&
  (proposal.groups.length > 0 || proposal.template !== null) &&
  needsApproval(actor, 'right:grant', input)

async function apply(
  tx: Tx,
  asked: Actor,
  { input, number }: { input: ApplyChangeInput; number: number },
  context: Context,
): Promise<Result<AppliedChange>> {
  const at = context.clock()
  const draft = await loadDraft(tx, asked, input.draft, at, {
    lock: true,
    approved: approvalOf(asked, input) !== null,
  })
  if (draft.applied) return refuse('grants.applied_already')
  if (await isOutdated(tx, asked, draft, input)) return refuse('grants.changed_meanwhile')
  // Judged by what the actor holds now that nobody else can change it.
  const actor = await actorNow(tx, asked, at)
  const own = await loadOwnTemplates(actor, tx)
  const templates = asTemplates(own)
  // Asked again: what the company decides alone may have changed while this waited for its turn.
  if (takesTwo(actor, draft, input, templates)) return refuse('approvals.needed')
  const flaw = await judge(actor, draft, {
    templates,
    places: await loadPlaces(tx, actor, scopesIn(draft.proposal)),
    at,
  })
  if (flaw) return flaw
  const { proposal, kind } = draft
  if (proposal.undoes && !(await mayUndo(tx, proposal.undoes, at))) return refuse('grants.undo_over')
  const reason = input.reason || null
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO rights_change (id, company_id, number, at, by_id, kind, reason, undoes_id, template_id)
    VALUES (${id}::uuid, ${actor.subject.companyId}::uuid, ${number}, ${at}, ${actor.subject.id}::uuid,
      ${kind}::rights_change_kind, ${reason}, ${proposal.undoes}::uuid, ${proposal.template?.id ?? null}::uuid)`
  const by = { actor, changeId: id, at, reason }
  if (proposal.template) {
    const written = await writeTemplate(tx, proposal.template, by)
    if (!written.ok) return written
  }
  const written = await writeGrants(tx, proposal.groups, by)
  const numbers = await writeCeilings(tx, proposal.limits, by)
  if (written.added + written.removed + numbers === 0 && !proposal.template)
    return refuse('grants.nothing_changed')
  const { added, removed, people } = written
  await tx.$executeRaw`
    UPDATE rights_change SET added = ${added}, removed = ${removed}, people = ${people}, numbers = ${numbers}
    WHERE id = ${id}::uuid`
  await tx.$executeRaw`UPDATE rights_draft SET applied_at = ${at} WHERE id = ${draft.id}::uuid`
  await announce(
    tx,
    actor.subject.companyId,
    { kind: 'grants.rights_changed', payload: { changeId: id } },
    at,
  )
  const facts = await audited(tx, { id, draft, own, actor })
  await recordAudit(tx, {
    companyId: actor.subject.companyId,
    at,
    actor: auditActor(actor),
    action: `grants.${kind}`,
    object: { kind: 'rights_change', id, name: `#${number}` },
    ...facts,
    reason,
  })
  return ok({ id, number, people, numbers })
}

/** Whether others have changed what nobody has been shown yet. */
const isOutdated = async (db: Raw, actor: Actor, draft: Draft, { anyway }: ApplyChangeInput) =>
  (await changedSince(db, actor, draft, anyway)).conflicts.length > 0

/** Whether a change is still young enough to be taken back. */
async function mayUndo(tx: Tx, id: string, at: Date): Promise<boolean> {
  const [young] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM rights_change WHERE id = ${id}::uuid AND at > ${after(at, -UNDO_WITHIN)}`
  return young !== undefined
}

type Known = { templates: Templates; places: ReadonlyMap<string, Place>; at: Date }

/** What stands in the way of a proposal, by the law. */
async function judge(
  actor: Actor,
  { proposal }: Draft,
  { templates, places, at }: Known,
): Promise<Refused<RefusalCode> | null> {
  const offered = new Set(grantableIn(actor.subject.companyKind))
  const { groups, limits, template } = proposal
  if (limits.length > 0) authorize(actor, 'number_ceiling:edit')
  if (template) authorize(actor, 'template:edit')
  // Drafts of new ones may have been proposed while there was room.
  if (template?.version === 0 && templates.size >= MOST_ROLES)
    return refuse('grants.too_many_roles', { values: { most: MOST_ROLES } })
  for (const { add, remove, replace } of groups) {
    for await (const { item, from, to } of inSlices(add)) {
      const { what, scope } = readItem(item)!
      if (!places.has(item.slice(what.length + 1))) throw new NotFound(`scope ${scope.kind}`)
      if (what.length === 36 && !templates.has(what)) return refuse('grants.template_gone')
      if (to && new Date(to) <= (from ? new Date(from) : at)) return refuse('grants.period_over')
      if (to && new Date(to) <= at) return refuse('grants.period_over')
      const functions = permissionsOfWhat(what, templates)
      if (!fitting(functions, scope).some((fn) => offered.has(fn))) return refuse('grants.reaches_nothing')
      if (!actorCan(actor, 'right:grant', places.get(item.slice(what.length + 1))!.target))
        return refuse('grants.beyond_own', { values: { functions: 'right:grant' } })
    }
    // Taking away needs the right to grant there, not what is taken; replacing takes away whatever there is.
    for await (const item of inSlices(remove)) {
      const place = places.get(item.slice(item.lastIndexOf('@') + 1))
      if (place) authorize(actor, 'right:grant', place.target)
    }
    if (replace) authorize(actor, 'right:grant', { companyId: actor.subject.companyId })
    const missing = await missingFor(actor.subject, add, templates, places, at)
    if (missing.length > 0)
      return refuse('grants.beyond_own', {
        values: { functions: [...new Set(missing.map(({ fn }) => fn))].join(', ') },
      })
  }
  return null
}
