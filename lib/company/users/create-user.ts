import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { giveTemporaryPassword, prepareTemporaryPassword } from '@/lib/identity/passwords/temporary-password'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { transaction } from '@/lib/infra/transaction'
import { isUniqueViolation } from '@/lib/infra/violations'
import { ok, type Result } from '@/lib/kernel/result'
import { readMobileNumber } from '@/lib/market/phone-number'
import { authorize, needsApproval } from '@/lib/rights/actor'
import { refuse, refuseAll } from '@/lib/words/refuse'
import { announce } from '../messages'
import { userCreated } from '../previews'
import { ownLogin } from '../rules'
import { createUserInput } from '../schema'
import { judgeNewUser } from './judge-user'

/**
 * Creates a business user and sends their temporary password by mail (S2-5, S2-7). Refuses a login that
 * is taken in the company or cannot be one, a number that cannot receive a code, and to be done alone where the company
 * asks a second person.
 */
export const createUser = operation({
  key: 'company.create_user',
  permission: 'user:create',
  input: createUserInput,
  audit: ['company.user_created'],
  announces: ['company.user_created'],
  preview: userCreated,
  secondPerson: {
    keep: (input, { company }) => ({
      subject: `${input.login}@${company.slug}`,
      input: { ...input, language: input.language ?? '' },
    }),
  },
  run: async (actor, input, context): Promise<Result<{ id: string; account: string }>> => {
    const login = ownLogin(input.login, actor.company.slug)
    const number = readMobileNumber(input.mobile, context.market)
    if (!login || number.kind !== 'mobile') return refuseAll(await judgeNewUser(actor, input, context))

    if (needsApproval(actor, 'user:create', input)) return refuse('approvals.needed')

    const account = `${login}@${actor.company.slug}`
    const { name, email } = input
    const mobile = number.msisdn
    const password = await prepareTemporaryPassword(context)
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'user:create')
      const { now } = self
      // Asked again: the company's rules may have changed while the password was hashed.
      if (needsApproval(self, 'user:create', input)) return refuse('approvals.needed')
      const user = await tx.user.create({
        data: {
          companyId: actor.subject.companyId,
          login,
          name,
          email,
          mobile,
          language: input.language ?? null,
          createdAt: now,
          createdById: actor.subject.id,
        },
        select: { id: true },
      })
      await giveTemporaryPassword(tx, user.id, password)
      const ids = { userId: user.id, temporaryPasswordId: password.id }
      await announce(tx, actor.subject.companyId, { kind: 'company.user_created', payload: ids }, now)
      await recordAudit(tx, {
        companyId: actor.subject.companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_created',
        object: { kind: 'user', id: user.id, name: account },
        after: { name, email, mobile },
      })
      return ok({ id: user.id, account })
    }).catch((error) => {
      if (isUniqueViolation(error))
        return refuse('company.login_taken', { field: 'login', values: { account } })
      throw error
    })
  },
})
