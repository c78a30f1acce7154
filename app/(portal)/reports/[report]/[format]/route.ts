import { openReport } from '@/lib/billing/reports/open-report'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'

/** A report as CSV, Excel workbook or CSV for programs. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  return download(await take(actor, openReport, await params))
}
