import { accountsInReach } from '@/lib/access/reach'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { decimalAmount } from '@/lib/kernel/money'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { refuse } from '@/lib/words/refuse'
import { allocateAccounts, lockAccounts } from '../allocation/allocate-accounts'
import { spendCreditInput } from '../schema'

/**
 * Pays an account's open bills with its credit, the one that is due first before the others. Refuses where there is no
 * credit or nothing to use it for. @throws NotFound for an account out of reach.
 */
export const spendCredit = operation({
  key: 'billing.spend_credit',
  permission: 'bill:pay',
  input: spendCreditInput,
  audit: ['billing.credit_used'],
  run: async (actor, { account }, context): Promise<Result<{ amount: number }>> => {
    const { companyId } = actor.subject
    const now = context.clock()
    return sqlTransaction(context, async (tx) => {
      const [found] = await tx.$queryRaw<{ number: string }[]>`
        SELECT number FROM billing_account WHERE company_id = ${companyId}::uuid AND id = ${account}::uuid
          AND ${accountsInReach(actor, 'bill:pay', Prisma.sql`id`)}`
      if (!found) throw new NotFound(`account ${account}`)
      await lockAccounts(tx, [account])
      const used = await allocateAccounts(tx, [account], { now, credit: true })
      if (used.length === 0) return refuse('bills.no_credit')
      const amount = used.reduce((sum, part) => sum + part.amount, 0)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'billing.credit_used',
        object: { kind: 'account', id: account, name: found.number },
        after: {
          amount: `${decimalAmount(amount)} ${context.market.currency}`,
          bills: used.map(({ bill }) => bill),
        },
      })
      return ok({ amount })
    })
  },
})
