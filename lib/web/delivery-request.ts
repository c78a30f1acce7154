import type { Source } from '@/lib/infra/records'

/**
 * Whether a delivery is only tried: `?dry=1`. Null for any other parameter or value, and for one given twice: whoever means
 * a dry run and spells it otherwise would have everything taken over.
 */
export function isDryRun(url: string): boolean | null {
  const [[name, value] = ['dry', '0'], ...more] = new URL(url).searchParams
  return name === 'dry' && /^[01]$/.test(value) && more.length === 0 ? value === '1' : null
}

/** How a body is written, by its media type (RFC 9110, 8.3.1: in any case, with or without parameters): CSV unless it is JSON. */
export const formatOf = (contentType: string | null): Source['format'] =>
  (contentType ?? '').replace(/;.*$/s, '').trim().toLowerCase() === 'application/json' ? 'json' : 'csv'
