import { auditActor } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { readMobileNumber } from '@/lib/market/phone-number'
import { authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { registerMainAdministratorInput } from '../schema'
import { openCompany } from './open-company'

/**
 * Registers a company and its main administrator from a signed declaration, and tells the address in
 * the form (S2-2, S2-3). Only the operator's staff, with a fresh proof; refuses a company name that is taken and a number
 * that cannot receive a code.
 */
export const registerMainAdministrator = operation({
  key: 'company.register_main_administrator',
  permission: 'main_administrator:register',
  input: registerMainAdministratorInput,
  audit: ['company.main_administrator_registered'],
  announces: ['company.main_administrator_registered'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ companyId: string; userId: string }>> => {
    const number = readMobileNumber(input.mobile, context.market)
    if (number.kind !== 'mobile') return refuse(`company.mobile_${number.kind}`, { field: 'mobile' })
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven

    const { company, login, name, email, declaration } = input
    const password = await prepareTemporaryPassword(context)
    return transaction(context, async (tx, bound) => {
      // Asked again: who may register may have gone while the password was hashed.
      const self = await actorNow(tx, actor, bound.clock())
      authorize(self, 'main_administrator:register')
      const language = input.language ?? null
      const administrator = { login, name, email, mobile: number.msisdn, language, declaration }
      const opening = {
        ...company,
        language: company.language ?? null,
        kind: 'customer' as const,
        administrator,
      }
      return ok(await openCompany(tx, opening, password, auditActor(actor), self.now))
    }).catch((error) => {
      if (isUniqueViolation(error)) return refuse('company.slug_taken', { field: 'company' })
      throw error
    })
  },
})
