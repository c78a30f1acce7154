import type { ChangeKind } from '@/lib/grants/change-kind'
import { type AppliedChange, applyChange } from '@/lib/grants/changes/apply-change'
import type { ProposalInput } from '@/lib/grants/changes/proposal'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import type { Context } from '@/lib/infra/context'
import type { Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'

type Asked = { proposal: ProposalInput; reason?: string; kind?: ChangeKind }

/** Proposes a change of rights and applies it at once, as somebody would who presses both buttons: for the cast, and for tests. */
export async function changeRights(
  context: Context,
  actor: Actor,
  { proposal, reason = 'As agreed', kind = 'edited' }: Asked,
): Promise<Result<AppliedChange>> {
  const proposed = await proposeChange(actor, { kind, proposal }, context)
  if (!proposed.ok) return proposed
  return applyChange(actor, { draft: proposed.value.id, reason, proof: undefined }, context)
}

/** Gives something to somebody: `finance`, or `bill:view@account:<id>`; without a scope over the whole company. */
export const giveRight = (
  context: Context,
  actor: Actor,
  userId: string,
  item: string,
  more: { to?: string; reason?: string } = {},
) =>
  changeRights(context, actor, {
    proposal: { groups: [{ people: [userId], add: [{ item: withScope(item), to: more.to ?? null }] }] },
    ...(more.reason && { reason: more.reason }),
  })

export const takeRight = (context: Context, actor: Actor, userId: string, item: string) =>
  changeRights(context, actor, { proposal: { groups: [{ people: [userId], remove: [withScope(item)] }] } })

const withScope = (item: string) => (item.includes('@') ? item : `${item}@company`)
