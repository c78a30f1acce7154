import { world } from '@/lib/infra/world'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { exportLines } from '@/lib/subscriptions/export-lines'
import { exportLinesInput } from '@/lib/subscriptions/schema'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'
import { screenLocale } from '@/lib/web/request'

/** The lines that the list with the same filters shows, in its columns; begins at once and goes on as it is read. */
export async function GET(request: Request) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  return download(
    await found(async () => {
      const asked = exportLinesInput.safeParse(queryOf(request))
      if (!asked.success) throw new NotFound('lines narrowed to what cannot be read')
      const { format, ...lines } = asked.data
      return exportLines(actor, lines, asOffered(format, locale), world())
    }),
  )
}
