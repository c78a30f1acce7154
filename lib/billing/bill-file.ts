import type { FileKind } from '@/lib/infra/import-file'
import { isNear } from '@/lib/kernel/day'
import { companiesBySlug, identReader, rowProblem } from '@/lib/subscriptions/read-lines'
import { type ReadyBillLine, stageBillLines, takeBills } from './deliver-bills'
import { deliveredBillLineInput } from './schema'
import { billReader } from './tmf'

/** Bills are issued for what was, and due within some years at most. */
const WINDOW = { past: 20, ahead: 2 * 366 }

/** `bills.csv`, or TMF678 customer bills with their applied rates: bills as they were issued (docs/import.md). */
export const BILL_FILE: FileKind<ReadyBillLine> = {
  name: 'bills',
  columns: {
    known: [
      'company',
      'account',
      'bill',
      'issuedOn',
      'dueOn',
      'periodFrom',
      'periodTo',
      'currency',
      'billTotal',
      'line',
      'kind',
      'name',
      'quantity',
      'unit',
      'net',
      'rate',
    ],
    needed: [
      ...[
        'company',
        'account',
        'bill',
        'issuedOn',
        'dueOn',
        'periodFrom',
        'periodTo',
        'billTotal',
        'kind',
        'name',
      ],
      ...['net', 'rate'],
    ],
  },
  facts: true,
  ownFacts: true,
  json: billReader,
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    const now = world.clock()
    const identOf = identReader(world)
    await stageBillLines(tx, [])
    return {
      read(record, row) {
        const read = deliveredBillLineInput.safeParse({ currency: world.market.currency, ...record })
        if (!read.success) return rowProblem(row, read)
        const { company, line, ...rest } = read.data
        const problem = (
          code: 'subscriptions.no_company' | 'subscriptions.moment_far' | BillProblem,
          field: string,
        ) => ({
          problem: { row, code, field },
        })
        const companyId = companies.get(company)
        if (!companyId) return problem('subscriptions.no_company', 'company')
        if (rest.currency !== world.market.currency) return problem('bills.currency_unknown', 'currency')
        if (rest.periodTo < rest.periodFrom || rest.dueOn < rest.issuedOn)
          return problem('bills.period_unreadable', 'periodTo')
        const far = (['issuedOn', 'dueOn', 'periodFrom', 'periodTo'] as const).find(
          (field) => !isNear(new Date(rest[field]), now, WINDOW),
        )
        if (far) return problem('subscriptions.moment_far', far)
        if (rest.net < 0n && rest.kind !== 'discount' && rest.kind !== 'correction')
          return problem('bills.negative', 'net')
        return { ready: { ...rest, companyId, ident: line && identOf(line), given: line } }
      },
      stage: (rows) => stageBillLines(tx, rows),
      take: () => takeBills(tx, world),
    }
  },
}
type BillProblem = 'bills.currency_unknown' | 'bills.period_unreadable' | 'bills.negative'
