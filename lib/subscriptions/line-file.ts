import type { FileKind } from '@/lib/infra/import-file'
import { deliverLines, type ReadyLine, stageLines } from './deliver-lines'
import { companiesBySlug, lineReader } from './read-lines'
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
  json: () => ({ rows: lineOfProduct }),
  async open(tx, world, only) {
    const read = lineReader(await companiesBySlug(world), world)
    await stageLines(tx, [])
    return {
      read: (record, row) => read(record as never, row),
      async stage(rows) {
        await stageLines(tx, rows)
        return []
      },
      take: () => deliverLines(tx, world, only),
    }
  },
}
