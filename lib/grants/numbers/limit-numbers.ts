import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import type { Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { NUMBER_PRESETS, type PresetKey } from '@/lib/rights/templates'
import { selectLines } from '@/lib/subscriptions/lines/select-lines'
import { refuse } from '@/lib/words/refuse'
import { MOST_AT_ONCE } from '../bounds'
import { proposeChange } from '../changes/propose-change'
import { takenNumbers } from '../changes/taken'
import { type LimitNumbersInput, limitNumbersInput } from '../schema'

/**
 * Proposes the most that numbers may do when they sign in (S2-14): of those chosen, or of every number of the company.
 * Refuses where none was chosen.
 */
export const limitNumbers = operation({
  key: 'grants.limit_numbers',
  permission: 'number_ceiling:edit',
  input: limitNumbersInput,
  audit: [],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const numbers = await chosenNumbers(actor, input, context)
    if (numbers.length === 0 && !input.company) return refuse('grants.nobody_chosen')
    const preset = Object.hasOwn(NUMBER_PRESETS, input.preset)
      ? NUMBER_PRESETS[input.preset as PresetKey]
      : null
    const functions = input.preset === 'line_holder' ? null : [...(preset ?? input.functions)]
    const proposal = { limits: [{ numbers, all: input.company, functions }] }
    return proposeChange(actor, { kind: 'numbers_limited', proposal, seen: input.seen }, context)
  },
})

/** The numbers that were ticked, or all that the list shows. */
export async function chosenNumbers(
  actor: Actor,
  { numbers, all }: Pick<LimitNumbersInput, 'numbers' | 'all'>,
  context: Context,
): Promise<string[]> {
  authorize(actor, 'number_ceiling:edit')
  if (all === undefined) return numbers
  const asked = takenNumbers.safeParse(Object.fromEntries(new URLSearchParams(all)))
  if (!asked.success) return []
  const filter = { ...asked.data, status: 'all', only: 'all' } as const
  const { from, where } = selectLines(actor, filter, context, { whole: true, to: 'number_ceiling:edit' })
  const rows = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT l.id FROM ${from} WHERE ${where} AND l.msisdn IS NOT NULL ORDER BY l.id LIMIT ${MOST_AT_ONCE + 1}`
  return rows.map(({ id }) => id)
}
