import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { SessionActor } from '@/lib/rights/actor'
import { factsOf, isHeldBy, isOfferedTo } from '@/lib/rights/catalogue'
import type { TestContext } from '../context'
import { answerOf, codeOf, idsOf, NOT_THERE, withIds } from './answer'
import { madeUp, needsProof, stale, type Trial } from './trial'

/**
 * What is judged by what the request has loaded moments before: what is one's own, what is over lines and money, drafts that
 * are judged when they are applied, requests that are judged when they are carried out, and files, which change nothing. All
 * else takes its company's turn, and asks again who is there.
 */
const JUDGED_AS_LOADED = [
  ...[/^identity\./, /^subscriptions\./, /^billing\./, /^company\.edit_profile$/],
  /^grants\.(change_many|decide_review|edit_person|edit_template|import_rights|limit_numbers|undo_change)$/,
  /^grants\.(export_rights|open_change_pdf|open_review_report)$/,
  /^approvals\.(decide_requests|withdraw_request)$/,
]

/** Functions that are over a part of the company's things; those of people that have scopes are held by whoever gives. */
const OVER_THINGS = ['lines', 'bills', 'reports']

/** Everything that is answered with no, and that changes nothing at all, in any company. */
export async function refusals(trial: Trial, context: TestContext): Promise<void> {
  const { operation, name, ours, theirs, mine, other, ledger } = trial
  const { permission } = operation
  const facts = factsOf(permission)
  const ids = idsOf(mine.input)
  // What something is tried with that is there, and is not what it is about.
  await ours.spareLine()
  const elsewhere =
    ids.length > 0 && OVER_THINGS.includes(facts.group) ? await reachingElsewhere(trial) : null
  const state = await ledger.state()

  /** What somebody is answered, who changes nothing by it. */
  async function answered(how: string, actor: SessionActor, input = mine.input): Promise<string> {
    const answer = await answerOf(operation, mine, { actor, input }, context)
    expect(answer, `${name}, ${how}`).not.toBe('ok')
    const changed = changedIn(state, await ledger.state(), mine.drafts)
    expect(changed, `${name}, ${how}: ${answer}, and nothing has changed`).toEqual([])
    return answer
  }

  const { actor } = mine
  const none = { mainAdministrator: false, grants: [], ceilings: { company: [], number: [] } }
  const nobody = { ...actor, subject: { ...actor.subject, ...none } }
  if (!facts.everybody) expect(await answered('without the right', nobody), name).toBe(NOT_THERE)
  const number: SessionActor['subject'] = {
    ...{ ...actor.subject, kind: 'number', mainAdministrator: false, grants: [] },
    ceilings: { company: null, number: null },
  }
  if (!isHeldBy('number', permission))
    expect(await answered('as a number', { ...actor, subject: number }), name).toBe(NOT_THERE)

  const viewedBy = { id: ours.eve.id, name: ours.eve.account, since: actor.now.toISOString() }
  if (!operation.whileViewing)
    expect(codeOf(await answered('looking through somebody’s eyes', { ...actor, viewedBy })), name).toBe(
      'identity.only_looking',
    )
  if (needsProof(trial))
    expect(codeOf(await answered('without a fresh proof', stale(actor))), name).toBe('identity.prove_again')

  if (ids.length > 0) {
    const stranger = other.actor.subject.kind === 'number' ? other.actor : theirs.admin
    const strange = await answered('as somebody of another company', stranger)
    expect(strange, name).toBe(await answered('as a stranger who makes it up', stranger, madeUp(mine.input)))
  }
  for (const [n, id] of ids.entries()) {
    const swapped = async (how: string, by: string) =>
      answered(`with id ${n} ${how}`, actor, withIds(mine.input, new Map([[id, by]])))
    const nowhere = await swapped('made up', randomUUID())
    // The operator's staff may do to one customer what they may do to another.
    if (isOfferedTo('customer', permission))
      expect(await swapped('of another company', idsOf(other.input)[n]!), `${name}, id ${n}`).toBe(nowhere)
    const anothers = (await ledger.isLine(id)) ? ours.eve.id : await ours.spareLine()
    expect(await swapped('of something else', anothers), `${name}, id ${n}`).toBe(nowhere)
  }
  if (elsewhere) {
    const nowhere = await answered('elsewhere, made up', elsewhere, madeUp(mine.input))
    expect(await answered('out of reach', elsewhere), name).toBe(nowhere)
  }
  if (operation.audit.length > 0) {
    const fails = ledger.failing(() => answerOf(operation, mine, { actor }, context))
    await expect(fails, `${name}: what its audit fails with`).rejects.toThrow('the audit fails')
    const left = changedIn(state, await ledger.state(), mine.drafts)
    expect(left, `${name}: left by what failed`).toEqual([])
  }
  if (actor.subject.kind === 'user' && !JUDGED_AS_LOADED.some((each) => each.test(operation.key))) {
    const answer = await ledger.suspended(actor.subject.id, () =>
      answerOf(operation, mine, { actor }, context),
    )
    expect(answer, `${name}, suspended meanwhile`).toBe(NOT_THERE)
    // Being suspended raises the version of the company's rights.
    const besides = ['company', ...(mine.drafts ?? [])]
    expect(changedIn(state, await ledger.state(), besides), `${name}, suspended`).toEqual([])
  }
}

/** Tables that are not as they were. */
const changedIn = (before: object, after: object, besides: readonly string[] = []): string[] =>
  Object.entries(after).flatMap(([table, digest]) =>
    (before as Record<string, string>)[table] === digest || besides.includes(table) ? [] : [table],
  )

/** Somebody of the same company who may do it, but to something else. */
async function reachingElsewhere({ operation: { permission }, ours }: Trial): Promise<SessionActor> {
  const someone = await ours.person()
  await ours.hold(someone.id, [permission], await ours.elsewhere(permission))
  return ours.as(someone)
}
