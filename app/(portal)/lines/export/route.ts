import { exportLines } from '@/lib/subscriptions/lines/export-lines'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'

/** The lines that the list with the same filters shows, in its columns; begins at once and goes on as it is read. */
export async function GET(request: Request) {
  const actor = await requireTaker()
  return download(await take(actor, exportLines, queryOf(request)))
}
