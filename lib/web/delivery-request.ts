import type { Source } from '@/lib/infra/records'
import { SECOND } from '@/lib/kernel/clock'

/**
 * Whether a delivery is only tried: `?dry=1`. Null for any other parameter or value, and for one given twice: whoever means
 * a dry run and spells it otherwise would have everything taken over.
 */
export function isDryRun(url: string): boolean | null {
  const [[name, value] = ['dry', '0'], ...more] = new URL(url).searchParams
  return name === 'dry' && /^[01]$/.test(value) && more.length === 0 ? value === '1' : null
}

/** Media types of archives, which do not say what is in them. */
const ARCHIVES = new Set([
  'application/gzip',
  'application/x-gzip',
  'application/zip',
  'application/x-zip-compressed',
])

/** How a body is written, by its media type (RFC 9110, 8.3.1: in any case, with or without parameters): CSV unless it is JSON. */
export function formatOf(contentType: string | null): Source['format'] {
  const type = (contentType ?? '').replace(/;.*$/s, '').trim().toLowerCase()
  return type === 'application/json' ? 'json' : ARCHIVES.has(type) ? 'packed' : 'csv'
}

/** Whether a body may be coded so (RFC 9110, 8.4): as it is, or with gzip, which its first bytes say as well. */
export const isReadableCoding = (contentEncoding: string | null): boolean =>
  /^\s*(|identity|gzip|x-gzip)\s*$/i.test(contentEncoding ?? '')

/** So long an answer is waited for unless its sender prefers otherwise, and at most: proxies give up after a minute. */
const WAIT = { usual: 20 * SECOND, most: 50 * SECOND }

/**
 * How long a sender prefers to wait for what comes of a delivery, ms: not at all (`respond-async`), or so many seconds
 * (`wait=10`), as RFC 7240, 4.1 and 4.3 have it. What it says otherwise is ignored, as that RFC wants.
 */
export function waitOf(prefer: string | null): number {
  const preferences = (prefer ?? '').split(',').map((each) => each.trim().toLowerCase())
  if (preferences.includes('respond-async')) return 0
  const [, seconds] = preferences.map((each) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(each)).find(Boolean) ?? []
  return seconds === undefined ? WAIT.usual : Math.min(WAIT.most, Number(seconds) * SECOND)
}
