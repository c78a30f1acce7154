import { stringify } from 'csv-stringify/sync'
import type { Source } from '@/lib/infra/records'
import { type Cells, Company, type Plan } from './company'

/** Rows as text, some thousand at a time. */
function* csv(head: string[], rows: Iterable<Cells>): Generator<string> {
  yield `${head.join(',')}\n`
  let chunk: Cells[] = []
  for (const row of rows) {
    chunk.push(row)
    if (chunk.length < 1_000) continue
    yield stringify(chunk)
    chunk = []
  }
  if (chunk.length > 0) yield stringify(chunk)
}

/** Every file of a made-up company, each as a stream of text: the same for the same plan (docs/import.md). */
export function companyFiles(plan: Plan): Record<string, () => Generator<string>> {
  const company = new Company(plan)
  return {
    'accounts.csv': () =>
      csv(
        ['company', 'number', 'name', 'debtor', 'taxNumber', 'street', 'city', 'postcode', 'country'],
        company.accounts(),
      ),
    'lines.csv': () =>
      csv(
        [
          ...['company', 'number', 'reference', 'kind', 'status', 'tariff', 'billingAccount', 'costCentre'],
          ...['iccid', 'holder', 'email', 'options', 'spendingLimit', 'since'],
        ],
        company.lines(),
      ),
    'sims.csv': () => csv(['company', 'iccid', 'pin', 'puk'], company.sims()),
    'bills.csv': () =>
      csv(
        [
          ...[
            'company',
            'account',
            'bill',
            'issuedOn',
            'dueOn',
            'periodFrom',
            'periodTo',
            'billTotal',
            'line',
          ],
          ...['kind', 'name', 'quantity', 'unit', 'net', 'rate'],
        ],
        company.bills(),
      ),
    'payments.csv': () =>
      csv(['company', 'reference', 'account', 'bill', 'amount', 'paidOn'], company.payments()),
    'usage.csv': () =>
      csv(
        ['company', 'line', 'at', 'reference', 'kind', 'other', 'abroad', 'quantity', 'net'],
        company.usage(),
      ),
    'buckets.csv': () =>
      csv(['company', 'line', 'kind', 'name', 'total', 'used', 'validTo'], company.buckets()),
  }
}

/** One of them as something that can be imported at once. */
export const generatedSource = (name: string, text: () => Generator<string>): Source => ({
  name,
  format: 'csv',
  bytes: (async function* () {
    for (const part of text()) yield Buffer.from(part)
  })(),
})
