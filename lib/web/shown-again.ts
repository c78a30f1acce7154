import { refresh } from 'next/cache'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'

/**
 * Of a form whose page shows what is agreed to: what is refused stands on a page that says how things are by now, so that
 * nobody agrees to what they were not shown.
 */
export const shownAgain =
  <In, Out>(useCase: (actor: Actor, input: In, world: World) => Promise<Result<Out>>) =>
  async (actor: Actor, input: In, world: World): Promise<Result<Out>> => {
    const result = await useCase(actor, input, world)
    if (!result.ok) refresh()
    return result
  }
