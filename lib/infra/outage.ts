/** Of connections, as Node, the driver, its pool and Prisma call it when the database is not there. */
const AWAY =
  /Can't reach database server|Server has closed the connection|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2028|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|Connection terminated|connection timeout|timeout expired|timeout exceeded when trying to connect|is not queryable|Query read timeout|Unable to start a transaction in the given time/
/**
 * Of PostgreSQL (appendix A): connection exceptions, read-only, no resources, a lock or a statement that took too long, somebody
 * intervened, the system failed. None of them is a bug of ours, and each may be over when it is tried again.
 */
const STATE = /^(08...|25006|53...|55P03|57014|57P0.|58...|40001|40P01)$/
/** The same in words, where what wraps an error keeps nothing else of it. */
const WORDS =
  /in a read-only transaction|No space left on device|canceling statement due to (statement|lock) timeout|the database system is (starting up|shutting down|in recovery mode|not (yet )?accepting connections)|terminating connection due to|remaining connection slots/

const isDatabases = ({ code, message, originalCode }: Failure) =>
  [code, originalCode].some((each) => typeof each === 'string' && STATE.test(each)) ||
  AWAY.test(`${code} ${message}`) ||
  WORDS.test(`${message}`)

const DISK_FULL = '53100'

type Failure = {
  code?: unknown
  message?: unknown
  originalCode?: unknown
  cause?: unknown
  meta?: unknown
  errors?: unknown
}

/** What we ask over HTTP (a provider, a gateway) and do not reach, as `fetch` says it: no matter of the database. */
const isOthers = ({ message }: Failure) => message === 'fetch failed'

/** Whether a failure, or what it wraps, is of a kind. */
function some(error: unknown, isOne: (failure: Failure) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const failure = error as Failure
  if (isOthers(failure)) return false
  if (isOne(failure)) return true
  const { cause, meta, errors } = failure
  const within = [cause, meta, ...(Array.isArray(errors) ? errors : [])]
  if (typeof meta === 'object' && meta !== null) within.push(...Object.values(meta))
  return within.some((each) => some(each, isOne, depth + 1))
}

/** Whether a failure is that the database cannot be worked with at this moment: worth trying again, and nobody's mistake. */
export const isOutage = (error: unknown): boolean => some(error, isDatabases)

const LONGEST = 200

/** What the database said of an outage, in one line for the operator: the message of what it is in the end, and its code. */
export function outageText(error: unknown): string {
  let found: Failure = {}
  some(error, (failure) => {
    if (isDatabases(failure)) found = failure
    return false
  })
  const line = String(found.message ?? '')
    .trim()
    .split('\n')
    .at(-1)!
    .slice(0, LONGEST)
  return [line, typeof found.code === 'string' && `(${found.code})`].filter(Boolean).join(' ')
}

/**
 * Whether a statement failed because there is no room on the database's disk. By its code alone: a message may repeat what a
 * stranger has sent, and this takes the process out of the balancer.
 */
export const isDiskFull = (error: unknown): boolean =>
  some(error, ({ code, originalCode }) => code === DISK_FULL || originalCode === DISK_FULL)
