import { exportRights } from '@/lib/grants/export-rights'
import { world } from '@/lib/infra/world'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

/** Who holds what, as a file that can be changed and brought back. */
export async function GET() {
  const actor = await requireTaker()
  const locale = await screenLocale()
  return download(await found(() => exportRights(actor, locale, world())))
}
