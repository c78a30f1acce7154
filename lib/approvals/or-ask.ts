import type { z } from 'zod'
import type { Operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { type Asking, askApproval } from './ask-approval'

/** What an operation that was not done answers with: the request that a second person decides about. */
export class Asked {
  constructor(readonly asked: string) {}
}

/**
 * Performs an operation, or asks a second person where nobody does it alone: its refusal (`approvals.needed`) becomes a request
 * with the same input, or what the refusal says is left of it: what is so already would be done over somebody's later change.
 */
export const orAsk =
  <Schema extends z.ZodType, Out, Needs extends readonly unknown[]>(
    operation: Operation<Schema, Out, Needs>,
  ) =>
  async (
    actor: Actor,
    input: z.output<Schema>,
    context: Context,
    ...needs: Needs
  ): Promise<Result<Out | Asked>> => {
    const result = await operation(actor, input, context, ...needs)
    if (result.ok || result.refusal.code !== 'approvals.needed' || !operation.secondPerson) return result
    const { subject, remaining } = result.refusal
    const left = remaining ? { ...(input as object), ...remaining } : input
    const asking = askedFor(operation, left as z.output<Schema>, actor, subject ?? '')
    const asked = await askApproval(actor, asking, context)
    return asked.ok ? ok(new Asked(asked.value.asked)) : asked
  }

/** What a second person is asked for, so that an operation can be done. @throws Error for one that asks nobody. */
export function askedFor<Schema extends z.ZodType, Out, Needs extends readonly unknown[]>(
  { key, permission, secondPerson }: Operation<Schema, Out, Needs>,
  input: z.output<Schema>,
  actor: Actor,
  subject: string,
): Asking {
  if (!secondPerson) throw new Error(`${key} asks no second person`)
  const fn = secondPerson.permission ?? permission
  return { kind: 'operation', operation: key, fn, ...secondPerson.keep(input, actor, subject) }
}
