import { exportRights } from '@/lib/grants/files/export-rights'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'

/** Who holds what, as a CSV file, for spreadsheets or for programs, that can be changed and brought back. */
export async function GET(request: Request) {
  const actor = await requireTaker()
  return download(await take(actor, exportRights, queryOf(request)))
}
