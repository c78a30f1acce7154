import { z } from 'zod'
import { world } from '@/lib/infra/world'
import { exportLines } from '@/lib/subscriptions/export-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

const formats = z.enum(['csv', 'xlsx']).catch('csv')

/** The lines that the list at the same address shows, in its columns; begins at once and goes on as it is read. */
export async function GET(request: Request) {
  const actor = await requireTaker()
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const asked = listLinesInput.parse(query)
  const as = { format: formats.parse(query.format), locale: await screenLocale() }
  return download(await found(() => exportLines(actor, asked, as, world())))
}
