import { openChangePdf } from '@/lib/grants/change-pdf'
import { changeNumberInput } from '@/lib/grants/schema'
import { world } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireTaker } from '@/lib/web/actor'
import { download } from '@/lib/web/download'
import { screenLocale } from '@/lib/web/request'

/** A change of rights as a document for the file. */
export async function GET(_request: Request, { params }: { params: Promise<{ number: string }> }) {
  const actor = await requireTaker()
  const locale = await screenLocale()
  const file = await found(async () => {
    const asked = changeNumberInput.safeParse(await params)
    if (!asked.success) throw new NotFound('change')
    return openChangePdf(actor, { number: asked.data.number, locale }, world())
  })
  return download(file)
}
