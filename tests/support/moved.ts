import type { Context } from '@/lib/infra/context'
import type { Actor } from '@/lib/rights/actor'
import { moveLines } from '@/lib/subscriptions/moves/move-lines'
import { previewMove } from '@/lib/subscriptions/moves/preview-move'
import { moveLinesInput, previewMoveInput } from '@/lib/subscriptions/schema'

/** Where lines are to go: by the name of a cost centre, or out of any (empty). */
const asked = (ids: readonly string[], name: string) => ({
  ...{ id: [...ids] },
  ...(name ? { name } : { to: 'none' }),
})

/** The page that shows what a move does to whom. */
export const previewTo = (context: Context, actor: Actor, ids: readonly string[], name: string) =>
  previewMove(actor, previewMoveInput.parse(asked(ids, name)), context)

/** Moves lines as the page does: looked at, then done. */
export async function moveTo(context: Context, actor: Actor, ids: readonly string[], name: string) {
  const { seen } = await previewTo(context, actor, ids, name)
  const { id, ...where } = asked(ids, name)
  const selection = new URLSearchParams(id.map((each) => ['id', each])).toString()
  return moveLines(actor, moveLinesInput.parse({ selection, ...where, seen }), context)
}
