import { redirect } from 'next/navigation'
import { withApproval } from '@/lib/approvals/with-approval'
import { openUsage } from '@/lib/billing/open-usage'
import { usageMonthInput } from '@/lib/billing/schema'
import { world } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'
import { screenLocale } from '@/lib/web/request'

/** A month of a line's itemised usage as a file; where a second person is asked, the page that asks. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  const answer = await found(async () => {
    const asked = usageMonthInput.safeParse({ ...queryOf(request), ...(await params) })
    if (!asked.success) throw new NotFound('usage')
    return {
      asked: asked.data,
      result: await withApproval(openUsage)(actor, { ...asked.data, locale }, world()),
    }
  })
  if (answer.result.ok) return download(answer.result.value)
  redirect(`/lines/${answer.asked.id}/usage?month=${answer.asked.month}&ask=1`)
}
