import type { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { askApproval } from './ask-approval'
import type { Operation } from './rules'

/**
 * A use case that asks a second person where the company wants one: it refuses to be done alone
 * (`approvals.needed`), and the refusal becomes a request with the same input, or what the refusal says is left of it: what
 * is so already would be done over somebody's later change. `about` says what it is about; a refusal may name it, where the
 * input has only an id.
 */
export const orAsk =
  <In, Out>(
    fn: Operation,
    useCase: (actor: Actor, input: In, world: World) => Promise<Result<Out>>,
    about: (
      input: In,
      actor: Actor,
      subject: string,
    ) => { subject: string; input: Prisma.InputJsonObject; comment?: string },
  ) =>
  async (actor: Actor, input: In, world: World): Promise<Result<Out | { asked: string }>> => {
    const result = await useCase(actor, input, world)
    if (result.ok || result.refusal.code !== 'approvals.needed') return result
    const { values, remaining } = result.refusal
    return askApproval(
      actor,
      {
        ...{ kind: 'operation', fn },
        ...about({ ...input, ...remaining }, actor, String(values?.subject ?? '')),
      },
      world,
    )
  }
