import { exportRights } from '@/lib/grants/export-rights'
import { world } from '@/lib/infra/world'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'

/** Who holds what, as a file that can be changed and brought back. */
export async function GET() {
  const actor = await requireTaker()
  return download(await found(() => exportRights(actor, world())))
}
