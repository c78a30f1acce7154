import type { z } from 'zod'
import type { Operation } from '@/lib/contract/operation'
import { type Context, context } from '@/lib/infra/context'
import { DocumentError } from '@/lib/infra/documents/document-error'
import { log } from '@/lib/infra/log/log.mjs'
import { currentRequest } from '@/lib/infra/request'
import type { TableFile } from '@/lib/infra/table-file'
import { fileName } from '@/lib/kernel/plain-name'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { sentenceOf } from './action'
import { found } from './actor'
import { screenLocale, words } from './request'

/** A reader who takes nothing for so long has gone, in ms. */
const STANDSTILL = 60_000

/**
 * Has a file handed out by an operation, in the language of the screen. What cannot be read, is not there or is not allowed
 * shows as not found.
 */
export async function take<Schema extends z.ZodType>(
  actor: Actor,
  operation: Operation<Schema, TableFile>,
  asked: object,
  perform: Perform<Schema> = operation,
): Promise<Result<TableFile>> {
  const locale = await screenLocale()
  return found(async () => {
    const read = operation.input.safeParse({ ...asked, locale })
    if (!read.success) throw new NotFound(`${operation.key} of what cannot be read`)
    return perform(actor, read.data, context())
  })
}

type Perform<Schema extends z.ZodType> = (
  actor: Actor,
  input: z.output<Schema>,
  context: Context,
) => Promise<Result<TableFile>>

/**
 * Answers with a file that is drawn while it is read. It ends with the request: read to its end, given up, or never read
 * at all. What cannot be had is said in a sentence.
 */
export async function download(taken: Result<TableFile>): Promise<Response> {
  if (!taken.ok) return said(409, sentenceOf(taken.refusal, await words()))
  const { name: given, type, bytes } = taken.value
  const name = fileName(given)
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${extended(name)}`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  const request = currentRequest()
  if (request?.method === 'HEAD') {
    await bytes.return(undefined)
    return new Response(null, { headers })
  }
  const release = async () =>
    void (await bytes
      .return(undefined)
      .catch((error) => log.error('a file could not be let go of', { error })))
  // Next reads no body of an answer whose request has gone, and cancels none that it has not begun to read.
  request?.onOver(() => void release())
  try {
    const first = await bytes.next()
    return new Response(read(bytes, first, release), { headers })
  } catch (error) {
    await release()
    if (error instanceof DocumentError) return refused(error)
    throw error
  }
}

/** A stream of what is drawn, which nobody may leave standing. */
function read(
  bytes: AsyncGenerator<Uint8Array>,
  first: IteratorResult<Uint8Array>,
  release: () => Promise<void>,
): ReadableStream<Uint8Array> {
  let next = first
  let still: NodeJS.Timeout | undefined
  return new ReadableStream<Uint8Array>(
    {
      start: wait,
      async pull(controller) {
        clearTimeout(still)
        if (next.done) return controller.close()
        controller.enqueue(next.value)
        next = await bytes.next()
        wait(controller)
      },
      async cancel() {
        clearTimeout(still)
        await release()
      },
    },
    { highWaterMark: 0 },
  )
  function wait(controller: ReadableStreamDefaultController): void {
    still = setTimeout(() => {
      controller.error(new Error('the reader takes too long'))
      void release()
    }, STANDSTILL)
  }
}

/** For a parameter of a header (RFC 8187): what `encodeURIComponent` leaves has a meaning there. */
const extended = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

async function refused(error: DocumentError): Promise<Response> {
  const { reason } = error
  if (reason === 'failed') log.error('a document could not be drawn', { error })
  const t = await words()
  const [status, sentence, retry] =
    reason === 'busy'
      ? [429, t('refusals.web.documents_waiting'), '30']
      : [503, t('refusals.web.document_failed'), '60']
  return said(status, sentence, { 'retry-after': retry })
}

const said = (status: number, sentence: string, more: Record<string, string> = {}): Response =>
  new Response(`${sentence}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more },
  })
