import { z } from 'zod'
import { BILL_FORMATS, openBillDocument } from '@/lib/billing/open-bill-document'
import { world } from '@/lib/infra/world'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

const asked = z.object({ id: z.uuid(), format: z.enum([...BILL_FORMATS, 'machine']) })

/** A bill as PDF, reminder, CSV, Excel workbook, CSV for programs or e-invoice. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  const read = asked.safeParse(await params)
  const file = await found(async () => {
    if (!read.success) throw new NotFound('bill')
    const { id, format } = read.data
    return openBillDocument(actor, { id, ...asOffered(format, locale) }, world())
  })
  return download(file)
}
