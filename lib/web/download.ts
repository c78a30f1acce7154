import { DocumentError } from '@/lib/infra/documents/document-error'
import type { TableFile } from '@/lib/infra/table-file'
import { fileName } from '@/lib/kernel/plain-name'
import { words } from './request'

/** A reader who takes nothing for so long has gone, in ms. */
const STANDSTILL = 60_000

/** Answers with a file that is drawn while it is read; who goes away ends it. What cannot be had is said in a sentence. */
export async function download({ name: given, type, bytes }: TableFile): Promise<Response> {
  const name = fileName(given)
  let next: IteratorResult<Uint8Array>
  try {
    next = await bytes.next()
  } catch (error) {
    if (error instanceof DocumentError) return refused(error)
    throw error
  }
  let still: NodeJS.Timeout | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(still)
        if (next.done) return controller.close()
        controller.enqueue(next.value)
        next = await bytes.next()
        still = setTimeout(() => {
          controller.error(new Error('the reader takes too long'))
          void bytes.return(undefined)
        }, STANDSTILL)
      },
      async cancel() {
        clearTimeout(still)
        await bytes.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${extended(name)}`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  })
}

/** For a parameter of a header (RFC 8187): what `encodeURIComponent` leaves has a meaning there. */
const extended = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

async function refused({ reason, message }: DocumentError): Promise<Response> {
  if (reason === 'failed') console.error(message)
  const t = await words()
  const [status, sentence, retry] =
    reason === 'busy'
      ? [429, t('refusals.web.documents_waiting'), '30']
      : [503, t('refusals.web.document_failed'), '60']
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'retry-after': retry,
    'cache-control': 'no-store',
  }
  return new Response(`${sentence}\n`, { status, headers })
}
