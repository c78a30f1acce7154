import { exportRights } from '@/lib/grants/export-rights'
import { exportRightsInput } from '@/lib/grants/schema'
import { world } from '@/lib/infra/world'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { queryOf } from '@/lib/web/query'
import { screenLocale } from '@/lib/web/request'

/** Who holds what, as a CSV file, for spreadsheets or for programs, that can be changed and brought back. */
export async function GET(request: Request) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  return download(
    await found(async () => {
      const asked = exportRightsInput.safeParse(queryOf(request))
      if (!asked.success) throw new NotFound('rights')
      return exportRights(actor, asOffered(asked.data.format, locale).locale, world())
    }),
  )
}
