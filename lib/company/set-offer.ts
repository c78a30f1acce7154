import { auditActor, recordAudit } from '@/lib/audit/record'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { FUNCTIONS, type FunctionKey, factsOf, isOfferedTo } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'

/** What a rule of the second person lives by. */
const DECIDES: readonly FunctionKey[] = ['approval:decide', 'approval_rule:edit']

/**
 * Sets which functions the operator does not offer to a company: its ceiling over everybody there, main administrators
 * too, from their next request on. What nobody can do without (one's own profile and sessions) stays. Refuses to take the
 * second person away from a company that asks for one: nobody could do then what its rules name, nor change them. @throws NotFound for
 * an unknown company, and for anybody but the operator's staff.
 */
export async function setOffer(
  actor: Actor,
  { slug, notOffered }: { slug: string; notOffered: readonly FunctionKey[] },
  world: World,
): Promise<Result<{ notOffered: FunctionKey[] }>> {
  authorize(actor, 'company_offer:edit')
  const closed = FUNCTIONS.filter(
    (fn) =>
      notOffered.includes(fn) && isOfferedTo('customer', fn) && !factsOf(fn).always && !factsOf(fn).everybody,
  )
  return sqlTransaction(world, async (tx) => {
    const [company] = await tx.$queryRaw<{ id: string; was: string[]; asks: string[] }[]>`
      SELECT id, not_offered AS was, needs_approval AS asks FROM company WHERE slug = ${slug} AND kind = 'customer' FOR UPDATE`
    if (!company) throw new NotFound(`company ${slug}`)
    const decides = closed.filter((fn) => DECIDES.includes(fn))
    if (company.asks.length > 0 && decides.length > 0)
      return refuse('company.offer_leaves_rules', { values: { functions: decides.join(', ') } })
    await tx.$executeRaw`UPDATE company SET not_offered = ${closed} WHERE id = ${company.id}::uuid`
    await recordAudit(tx, {
      ...{ companyId: company.id, at: world.clock(), actor: auditActor(actor), action: 'company.offer_set' },
      object: { kind: 'company', id: company.id, name: slug },
      before: { functions: company.was },
      after: { functions: closed },
    })
    return ok({ notOffered: closed })
  })
}
