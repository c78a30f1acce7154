import { openReviewReport } from '@/lib/grants/reviews/review-report'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'

/** An access review as a report. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  return download(await take(actor, openReviewReport, await params))
}
