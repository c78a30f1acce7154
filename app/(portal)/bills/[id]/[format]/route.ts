import { openBillDocument } from '@/lib/billing/bills/open-bill-document'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'

/** A bill as PDF, reminder, CSV, Excel workbook, CSV for programs or e-invoice. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  return download(await take(actor, openBillDocument, await params))
}
