import { z } from 'zod'
import { openReport } from '@/lib/billing/open-report'
import { REPORT_KEYS } from '@/lib/billing/view'
import { world } from '@/lib/infra/world'
import { asOffered, TABLE_OFFERS } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

const asked = z.object({ report: z.enum(REPORT_KEYS), format: z.enum(TABLE_OFFERS) })

/** A report as CSV, Excel workbook or CSV for programs. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  const read = asked.safeParse(await params)
  const file = await found(async () => {
    if (!read.success) throw new NotFound('report')
    const { report, format } = read.data
    return openReport(actor, { report, ...asOffered(format, locale) }, world())
  })
  return download(file)
}
