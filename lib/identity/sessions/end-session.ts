import { z } from 'zod'
import { operation } from '@/lib/contract/operation'
import { ok, type Result } from '@/lib/kernel/result'
import { sessionOf } from '@/lib/rights/actor'
import type { Ending } from '../attempts/sessions'

/** Signs the actor out of this one session; also whoever looks through somebody's eyes signs themselves out. */
export const endSession = operation({
  key: 'identity.end_session',
  permission: 'own_session:end',
  input: z.object({}),
  audit: [],
  whileViewing: true,
  run: async (actor, _input, context): Promise<Result<null>> => {
    const why: Ending = 'signed_out'
    await context.db.session.updateMany({
      where: { id: sessionOf(actor).id, endedAt: null },
      data: { endedAt: context.clock(), endedWhy: why },
    })
    return ok(null)
  },
})
