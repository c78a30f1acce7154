import type { FileKind } from '@/lib/intake/file-kind'
import { isNear } from '@/lib/kernel/day'
import { companiesBySlug, identReader, rowProblem, unitOf } from '@/lib/subscriptions/files/read-lines'
import type { RefusalCode } from '@/lib/words/refuse'
import { type DeliveredBillLine, deliveredBillLineInput } from '../schema'
import { type ReadyBillLine, stageBillLines, takeBills } from './deliver-bills'
import { billReader } from './tmf-bill'

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
      'type',
      'corrects',
      'rounding',
      'taxCategory',
      'exemptionCode',
      'exemptionReason',
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
  staged: 'staged_line',
  together: true,
  json: billReader,
  async open(tx, context) {
    const companies = await companiesBySlug(context)
    const now = context.clock()
    const identOf = identReader(context)
    await stageBillLines(tx, [], context.market)
    return {
      read(record, row) {
        const read = deliveredBillLineInput.safeParse({ currency: context.market.currency, ...record })
        if (!read.success) return rowProblem(row, read)
        const { company, line, ...given } = read.data
        const rest = signed(given)
        const problem = (code: RefusalCode, field: string) => ({
          problem: { row, code, field },
        })
        const companyId = companies.get(company)
        if (!companyId) return problem('subscriptions.no_company', 'company')
        if (given.currency !== context.market.currency) return problem('bills.currency_unknown', 'currency')
        if (!rest) return problem('subscriptions.moment_unreadable', 'dueOn')
        if (rest.periodTo < rest.periodFrom || rest.dueOn < rest.issuedOn)
          return problem('bills.period_unreadable', 'periodTo')
        const far = (['issuedOn', 'dueOn', 'periodFrom', 'periodTo'] as const).find(
          (field) => !isNear(new Date(rest[field]), now, WINDOW),
        )
        if (far) return problem('subscriptions.moment_far', far)
        if (given.net < 0n && rest.kind !== 'discount' && rest.kind !== 'correction')
          return problem('bills.negative', 'net')
        const wrong = taxProblem(rest)
        if (wrong) return problem(wrong.code, wrong.field)
        return { ready: { ...rest, companyId, ident: line && identOf(line), given: line } }
      },
      unitOf: ({ company, bill }) => unitOf(company, bill),
      stage: (rows) => stageBillLines(tx, rows, context.market),
      take: () => takeBills(tx, context),
    }
  },
}

/**
 * A line as it is kept: a credit note says in positive amounts what is credited (UNTDID 1001, 381), and takes it off; where
 * no category is given it is S or Z, by the rate. Null: a bill without a due date.
 */
function signed({ dueOn, rounding = 0n, ...line }: DeliveredLine) {
  const { type, issuedOn, rate, net, billTotal } = line
  const due = dueOn ?? (type === 'credit_note' ? issuedOn : null)
  if (due === null) return null
  const sign = type === 'credit_note' ? -1n : 1n
  const taxCategory = line.taxCategory ?? (rate > 0 ? 'S' : 'Z')
  // What the category itself is the reason for need not be said again.
  const usual = taxCategory === 'AE' || taxCategory === 'O' ? `VATEX-EU-${taxCategory}` : null
  const exemptionCode = line.exemptionCode ?? (line.exemptionReason === null ? usual : null)
  return {
    ...line,
    dueOn: due,
    taxCategory,
    exemptionCode,
    net: sign * net,
    billTotal: sign * billTotal,
    rounding: sign * rounding,
  }
}
type DeliveredLine = Omit<DeliveredBillLine, 'company' | 'line'>

/** EN 16931: only S has a rate (BR-S-05 and its like), and only E, AE and O say why there is none (BR-E-10 and its like). */
function taxProblem(
  line: NonNullable<ReturnType<typeof signed>>,
): { code: RefusalCode; field: string } | null {
  const { taxCategory, rate, exemptionCode, exemptionReason, rounding } = line
  if ((taxCategory === 'S') !== rate > 0) return { code: 'bills.category_differs', field: 'taxCategory' }
  const reasoned = exemptionCode !== null || exemptionReason !== null
  if (reasoned && (taxCategory === 'S' || taxCategory === 'Z'))
    return { code: 'bills.reason_unexpected', field: exemptionCode ? 'exemptionCode' : 'exemptionReason' }
  if (!reasoned && taxCategory === 'E') return { code: 'bills.reason_missing', field: 'exemptionCode' }
  return rounding < -MOST_ROUNDED || rounding > MOST_ROUNDED
    ? { code: 'bills.rounding_large', field: 'rounding' }
    : null
}
/** Ten units: no currency of ours has a larger coin that sums are rounded to. In minor units. */
const MOST_ROUNDED = 1_000n
