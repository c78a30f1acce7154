import { openChangePdf } from '@/lib/grants/changes/change-pdf'
import { requireTaker } from '@/lib/web/actor'
import { download, take } from '@/lib/web/download'

/** A change of rights as a document for the file. */
export async function GET(_request: Request, { params }: { params: Promise<Record<string, string>> }) {
  const actor = await requireTaker()
  return download(await take(actor, openChangePdf, await params))
}
