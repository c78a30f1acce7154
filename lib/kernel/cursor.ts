/** Where a page of a list ended, as text for an address: the values that its order goes by. */
export const writeCursor = (...values: (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** What `writeCursor` wrote, if it is as many values of these types; null for anything else. */
export function readCursor<Types extends readonly ('string' | 'number')[]>(
  text: string | undefined,
  ...types: Types
): { [Key in keyof Types]: Types[Key] extends 'number' ? number : string } | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
    const right =
      Array.isArray(values) &&
      values.length === types.length &&
      values.every((value, index) =>
        types[index] === 'number'
          ? Number.isSafeInteger(value)
          : typeof value === 'string' && value.length <= 200 && !value.includes('\0'),
      )
    return right ? (values as never) : null
  } catch {
    return null
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
export const isUuid = (text: string): boolean => UUID.test(text)
/** The ids of a list with spaces between. */
export const idsIn = (list: string): string[] => list.split(' ').filter(isUuid)
/** A day that there is, as PostgreSQL takes it: there is no 31 February and no year 0. */
export function isDay(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const TIME = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/
/** A moment with its offset (RFC 3339), as JavaScript and PostgreSQL both read it. */
export const isMoment = (text: string): boolean =>
  isDay(text.slice(0, 10)) && TIME.test(text.slice(10)) && !Number.isNaN(Date.parse(text))
