import { redirect } from 'next/navigation'
import { withApproval } from '@/lib/approvals/with-approval'
import { usageMonthInput } from '@/lib/billing/schema'
import { openUsage } from '@/lib/billing/usage/open-usage'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'

/** What the page that asks can do something about: nobody has been asked yet, or whoever said yes may no longer. */
const ASKED = new Map([
  ['approvals.needed', '1'],
  ['approvals.decider_gone', 'again'],
])

/** A month of a line's itemised usage as a file; where a second person is asked, the page that asks. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const actor = await requireTaker()
  const asked = { ...queryOf(request), ...(await params) }
  const taken = await take(actor, openUsage, asked, withApproval(openUsage))
  const ask = taken.ok ? undefined : ASKED.get(taken.refusal.code)
  if (!ask) return download(taken)
  const { id, month } = usageMonthInput.parse(asked)
  redirect(`/lines/${id}/usage?month=${month}&ask=${ask}`)
}
