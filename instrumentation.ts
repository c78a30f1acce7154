import { log } from '@/lib/infra/log/log.mjs'
import { isOutage } from '@/lib/infra/outage'

/** Called once when the server process begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ ownerOf }, { noteFailure }] = await Promise.all([
    import('@/lib/web/member'),
    import('@/lib/infra/database-health'),
  ])
  log.judgeBy((error, { method }) =>
    isOutage(error) ? 'outage' : isUnreadable(error, method === 'POST') ? 'unreadable' : 'bug',
  )
  // bin/serve.mjs asks it before a request waits for its turn, and before it reads a large form.
  Object.assign(globalThis, { switchboardOwnerOf: ownerOf, switchboardFailed: noteFailure })
  const problem = await import('@/lib/jobs/begin').then(({ begin }) => begin())
  if (!problem) {
    const { brand, customerService } = (await import('@/lib/infra/context')).context().market
    // Whose portal it is, on the pages that bin/lib/sentences.mjs makes by itself.
    const { domestic, abroad } = customerService
    Object.assign(globalThis, { switchboardShown: { brand: brand.name, domestic, abroad } })
  }
  // bin/serve.mjs opens its port, or ends with the sentence.
  ;(globalThis as { switchboardBegun?: (problem: string | null) => void }).switchboardBegun?.(problem)
}

/** What Next itself could not read: the body of an action, or the state of its router, as only programs send them. */
const UNREADABLE =
  /^(Failed to parse body as FormData|Unexpected end of form|Malformed part header|Multipart: Boundary not found|Connection closed\.|Unexpected (token|end of JSON)|Invalid Server Actions request)/
const UNREADABLE_STATE = /^(The router state header was|Multiple router state headers)/

type Failed = { headers: Record<string, string | string[] | undefined> }

/** Says of a request that failed by nobody's bug what bin/serve.mjs is to answer instead of 500; all of them are logged. */
export function onRequestError(error: unknown, { headers }: Failed): void {
  log.error('a request failed', { error })
  const key = headers['x-request-key']
  ;(globalThis as { switchboardFailed?: (error: unknown) => void }).switchboardFailed?.(error)
  const isAction = 'next-action' in headers || String(headers['content-type']).startsWith('multipart/')
  const status = isOutage(error) ? 503 : isUnreadable(error, isAction) ? 400 : null
  if (typeof key !== 'string' || !status) return
  ;(globalThis as { switchboardFailures?: Map<string, number> }).switchboardFailures?.set(key, status)
}

function isUnreadable(error: unknown, isAction: boolean): boolean {
  const { message = '' } = error as { message?: string }
  return UNREADABLE_STATE.test(message) || (isAction && UNREADABLE.test(message))
}
