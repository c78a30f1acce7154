import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { authorizeOnCustomer } from '@/lib/rights/actor'
import { factsOf, isOfferedTo, PERMISSIONS, type Permission } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { refuse } from '@/lib/words/refuse'
import { setOfferInput } from '../schema'

/** What a rule of the second person lives by. */
const DECIDES: readonly Permission[] = ['approval:decide', 'approval_rule:edit']

/**
 * Sets which functions the operator does not offer to a company: its ceiling over everybody there, main administrators
 * too, from their next request on. What nobody can do without (one's own profile and sessions) stays. For staff who are
 * assigned to the company. Refuses to take the second person away from a company that asks for one: nobody could do then what its
 * rules name, nor change them. @throws NotFound for an unknown company, and for whoever is not assigned to it.
 */
export const setOffer = operation({
  key: 'company.set_offer',
  permission: 'company_offer:edit',
  input: setOfferInput,
  audit: ['company.offer_set'],
  run: async (actor, { slug, notOffered }, context): Promise<Result<{ notOffered: Permission[] }>> => {
    const closed = PERMISSIONS.filter(
      (fn) =>
        notOffered.includes(fn) &&
        isOfferedTo('customer', fn) &&
        !factsOf(fn).always &&
        !factsOf(fn).everybody,
    )
    return sqlTransaction(context, async (tx) => {
      const [company] = await tx.$queryRaw<{ id: string; was: string[] }[]>`
        SELECT id, not_offered AS was FROM company WHERE slug = ${slug} AND kind = 'customer' FOR NO KEY UPDATE`
      if (!company) throw new NotFound(`company ${slug}`)
      // What they are assigned to may have ended meanwhile.
      const assignment = authorizeOnCustomer(
        await actorNow(tx, actor, context.clock()),
        'company_offer:edit',
        company.id,
      )
      const decides = closed.filter((fn) => DECIDES.some((each) => withNeeds(each).has(fn)))
      if (decides.length > 0 && (await asksSomebody(tx, company.id)))
        return refuse('company.offer_leaves_rules', { values: { functions: decides.join(', ') } })
      await tx.$executeRaw`UPDATE company SET not_offered = ${closed} WHERE id = ${company.id}::uuid`
      await recordAudit(tx, {
        ...{
          companyId: company.id,
          at: context.clock(),
          actor: auditActor(actor),
          action: 'company.offer_set',
        },
        object: { kind: 'company', id: company.id, name: slug },
        before: { functions: company.was },
        after: { functions: closed, assignment: assignment.id },
        reason: assignment.reference,
      })
      return ok({ notOffered: closed })
    })
  },
})

/** Whether anything in a company is done with a second person only: by its rules, or by a role that somebody holds or can get. */
async function asksSomebody(tx: Raw, companyId: string): Promise<boolean> {
  const [found] = await tx.$queryRaw<[{ asks: boolean }]>`
    SELECT c.needs_approval <> '{}' OR EXISTS (
      SELECT 1 FROM rights_template t WHERE t.company_id = c.id AND t.asks <> '{}'
        AND (t.retired_at IS NULL OR EXISTS (SELECT 1 FROM held_grant h WHERE h.company_id = c.id AND h.template_id = t.id))) AS asks
    FROM company c WHERE c.id = ${companyId}::uuid`
  return found.asks
}
