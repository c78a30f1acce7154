import { prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { readMobileNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import { type RegisterMainAdministratorInput, registerMainAdministratorInput } from '../schema'
import { openCompany } from './open-company'

/**
 * Registers the operator's own company and the first member of its staff, who registers everybody
 * else. Called from the command line on the operator's machine (`npm run operator:register`), hence
 * without an actor. Refuses when there is an operator already.
 */
export async function registerOperator(
  form: RegisterMainAdministratorInput,
  context: Context,
): Promise<Result<{ companyId: string; userId: string }>> {
  const input = registerMainAdministratorInput.parse(form)
  const number = readMobileNumber(input.mobile, context.market)
  if (number.kind !== 'mobile') return refuse(`company.mobile_${number.kind}`, { field: 'mobile' })

  const { company, login, name, email, declaration } = input
  const password = await prepareTemporaryPassword(context)
  const system = {
    kind: 'system' as const,
    id: null,
    name: 'operator:register',
    address: null,
    requestId: null,
  }
  return transaction(context, async (tx) => {
    const language = input.language ?? null
    const administrator = { login, name, email, mobile: number.msisdn, language, declaration }
    const opening = {
      ...company,
      language: company.language ?? null,
      kind: 'operator' as const,
      administrator,
    }
    return ok(await openCompany(tx, opening, password, system, context.clock()))
  }).catch((error) => {
    if (isUniqueViolation(error)) return refuse('company.slug_taken', { field: 'company' })
    throw error
  })
}
