import type { FileKind } from '@/lib/intake/file-kind'
import { deliverLines, type ReadyLine, stageLines } from './deliver-lines'
import { companiesBySlug, identReader, lineReader, unitOf } from './read-lines'
import { lineOfProduct } from './tmf'

/** `lines.csv`, or TMF637 products: the subscriptions of companies as they stand (docs/import.md). */
export const LINE_FILE: FileKind<ReadyLine> = {
  name: 'lines',
  columns: {
    known: [
      'company',
      'number',
      'reference',
      'kind',
      'status',
      'tariff',
      'billingAccount',
      'costCentre',
      'iccid',
      'holder',
      'email',
      'options',
      'spendingLimit',
      'since',
    ],
    needed: ['company'],
  },
  facts: false,
  ownFacts: true,
  staged: 'delivered',
  together: true,
  json: (market, now) => ({ rows: (element) => lineOfProduct(element, market, now) }),
  async open(tx, context, only) {
    const identOf = identReader(context)
    const read = lineReader(await companiesBySlug(context), context)
    await stageLines(tx, [])
    return {
      read: (record, row, named) => read(record as never, row, named),
      // Over all companies: of two that name the same number nobody knows which is right.
      unitOf: ({ number, reference }) => unitOf(number ? identOf(number.trim()) : reference),
      async stage(rows) {
        await stageLines(tx, rows)
        return []
      },
      take: () => deliverLines(tx, context, only),
    }
  },
}
