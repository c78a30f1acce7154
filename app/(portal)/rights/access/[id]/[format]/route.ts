import { openReviewReport } from '@/lib/grants/review-report'
import { reviewReportInput } from '@/lib/grants/schema'
import { world } from '@/lib/infra/world'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

/** An access review as a report. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string; format: string }> },
) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  const file = await found(async () => {
    const asked = reviewReportInput.safeParse(await params)
    if (!asked.success) throw new NotFound('review')
    const { id, format } = asked.data
    return openReviewReport(actor, { id, ...asOffered(format, locale) }, world())
  })
  return download(file)
}
