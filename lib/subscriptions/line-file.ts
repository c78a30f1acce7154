import type { FileKind } from '@/lib/infra/import-file'
import { deliverLines, type ReadyLine, stageLines } from './deliver-lines'
import { heldElsewhere } from './held-elsewhere'
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
  heldElsewhere: (tx, rows, companies) =>
    heldElsewhere(
      tx,
      rows.map(({ row, ready: { msisdn, reference, iccid } }) => ({
        row,
        ident: msisdn ?? reference,
        iccid,
      })),
      companies,
    ),
  async open(tx, world) {
    const read = lineReader(await companiesBySlug(world), world)
    await stageLines(tx, [])
    return {
      read: (record, row) => read(record as never, row),
      async stage(rows) {
        await stageLines(
          tx,
          rows.map(({ ready }) => ready),
        )
        return []
      },
      take: async () => ({ counts: await deliverLines(tx, world), problems: [] }),
    }
  },
}
