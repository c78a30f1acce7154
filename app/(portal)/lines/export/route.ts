import { stringify } from 'csv-stringify/sync'
import { world } from '@/lib/infra/world'
import { exportLines } from '@/lib/subscriptions/export-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

/** The lines that the list at the same address shows, as CSV; begins at once and goes on as it is read. */
export async function GET(request: Request) {
  const actor = await requireActor()
  const asked = listLinesInput.parse(Object.fromEntries(new URL(request.url).searchParams))
  const t = await words()
  const chunks = exportLines(actor, asked, world())
  // The first chunk now: whoever may not gets an answer instead of half a file.
  const first = await found(() => chunks.next())
  const head = (['number', 'label', 'holder', 'kind', 'status', 'tariff', 'centre', 'sim'] as const).map(
    (name) => t(`lines.export.${name}`),
  )
  const encoder = new TextEncoder()
  // Spreadsheets must take nothing for a formula.
  const csv = (rows: (string | null)[][]) =>
    encoder.encode(stringify(rows, { escape_formulas: true, record_delimiter: 'windows' }))
  let next: Awaited<ReturnType<typeof chunks.next>> | null = first
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // With a byte order mark, or spreadsheets read accents wrong.
      controller.enqueue(encoder.encode('\ufeff'))
      controller.enqueue(csv([head]))
    },
    async pull(controller) {
      const { value, done } = next ?? (await chunks.next())
      next = null
      if (done) return controller.close()
      controller.enqueue(
        csv(
          value.map((line) => [
            line.number,
            line.label,
            line.holder,
            t(`lines.kinds.${line.kind}`),
            t(`lines.short.${line.status}`),
            line.tariff,
            line.costCentre,
            line.iccid,
          ]),
        ),
      )
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="lines.csv"',
      'cache-control': 'no-store',
    },
  })
}
