import type { FileKind, Row, RowProblem } from '@/lib/infra/import-file'
import { companiesBySlug, rowProblem } from '@/lib/subscriptions/read-lines'
import type { RefusalCode } from '@/lib/words/refuse'
import { deliveredPaymentInput } from './schema'
import { settlePayment } from './settle-payment'
import { paymentOf } from './tmf'

type ReadyPayment = {
  companyId: string
  reference: string
  account: string
  bill: string | null
  amount: bigint
  currency: string
  paidOn: string
}

/** `payments.csv`, or TMF676 payments: money that came, each payment once, with what it is for. */
export const PAYMENT_FILE: FileKind<ReadyPayment> = {
  name: 'payments',
  columns: {
    known: ['company', 'reference', 'account', 'bill', 'amount', 'currency', 'paidOn'],
    needed: ['company', 'reference', 'account', 'amount', 'paidOn'],
  },
  facts: true,
  json: () => paymentOf,
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    let added = 0
    return {
      read(record, row) {
        const read = deliveredPaymentInput.safeParse({ currency: world.market.currency, ...record })
        if (!read.success) return rowProblem(row, read)
        const { company, ...rest } = read.data
        const problem = (code: RefusalCode, field: string) => ({ problem: { row, code, field } })
        const companyId = companies.get(company)
        if (!companyId) return problem('subscriptions.no_company', 'company')
        if (rest.currency !== world.market.currency) return problem('bills.currency_unknown', 'currency')
        return { ready: { ...rest, companyId } }
      },
      async stage(rows) {
        const problems: RowProblem[] = []
        for (const row of rows) {
          const answer = await deliver(row)
          if (answer === 'added') added += 1
          else if (answer !== 'known') problems.push({ row: row.row, code: answer.code, field: answer.field })
        }
        return problems
      },
      take: async () => ({ counts: { added }, problems: [] }),
    }

    async function deliver({ ready }: Row<ReadyPayment>) {
      const { companyId, reference, amount, account, bill, currency, paidOn } = ready
      const at = new Date(`${paidOn}T12:00:00Z`)
      const [known] = await tx.$queryRaw<{ amount: bigint; state: string; companyId: string }[]>`
        SELECT amount, state::text AS state, company_id AS "companyId" FROM payment WHERE reference = ${reference}`
      if (known && (BigInt(known.amount) !== amount || known.companyId !== companyId))
        return { code: 'bills.payment_twice', field: 'amount' } as const
      const [target] = await tx.$queryRaw<{ account: string; bill: string | null }[]>`
        SELECT a.id AS account, b.id AS bill FROM billing_account a
        LEFT JOIN bill b ON b.company_id = a.company_id AND b.number = ${bill} AND b.billing_account_id = a.id
        WHERE a.company_id = ${companyId}::uuid AND a.number = ${account}`
      if (!target || (bill && !target.bill))
        return { code: 'bills.no_bill', field: bill ? 'bill' : 'account' } as const
      if (!known)
        await tx.$executeRaw`
          INSERT INTO payment (id, company_id, billing_account_id, reference, amount, currency, state, started_at)
          VALUES (gen_random_uuid(), ${companyId}::uuid, ${target.account}::uuid, ${reference}, ${amount},
            ${currency}, 'open', ${at})`
      return (await settlePayment(tx, reference, at, target.bill)) ? ('added' as const) : ('known' as const)
    }
  },
}
