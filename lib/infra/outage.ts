// A failure is judged by where it comes from, never by a word in its text alone: other servers that we ask go away with the same codes.

/** Of a socket, as Node calls it (`ECONNREFUSED`, `EAI_AGAIN`): of the database only where its connection has said so. */
const SOCKET = /^E(?!RR_)[A-Z_]+$/
const OF_DATABASE = Symbol.for('switchboard.database')

/** Says of what a connection to the database failed with that it was that one. */
export function markDatabases(error: object): void {
  Object.defineProperty(error, OF_DATABASE, { value: true, configurable: true })
}

/** Whether a connection to the database failed with it. */
export const isOfDatabase = (error: unknown): boolean =>
  (error as { [OF_DATABASE]?: boolean } | null | undefined)?.[OF_DATABASE] === true

/** Of the driver and its pool, which say no more. */
const DRIVER =
  /^(Connection terminated( unexpectedly| due to connection timeout)?|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed) and is not queryable)$/
/** Of Prisma: by code, by what its adapter makes of a failure, or in its own words. */
const PRISMA = /^(P1001|P1002|P1008|P1017|P2024|P2028)$/
const ADAPTER = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/
const PRISMAS =
  /Can't reach database server|Server has closed the connection|Connection terminated|timeout expired|timeout exceeded when trying to connect|is not queryable|Query read timeout|Unable to start a transaction in the given time/
/**
 * Of PostgreSQL (appendix A): connection exceptions, read-only, no resources, a lock or a statement that took too long, somebody
 * intervened, the system failed. None of them is a bug of ours, and each may be over when it is tried again.
 */
const STATE = /^(08...|25006|53...|55P03|57014|57P0.|58...|40001|40P01)$/
/** The same in words, where Prisma keeps nothing else of it. */
const WORDS =
  /in a read-only transaction|No space left on device|canceling statement due to (statement|lock) timeout|the database system is (starting up|shutting down|in recovery mode|not (yet )?accepting connections)|terminating connection due to|remaining connection slots/

const isText = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value)

function isDatabases(failure: Failure): boolean {
  const { code, message, originalCode, kind, name } = failure
  if (isText(code, STATE) || isText(originalCode, STATE)) return true
  if (isText(code, PRISMA) || isText(kind, ADAPTER) || isText(message, DRIVER)) return true
  if (isOfDatabase(failure) && isText(code, SOCKET)) return true
  return isText(name, /^(PrismaClient|DriverAdapter)/) && (isText(message, PRISMAS) || isText(message, WORDS))
}

const DISK_FULL = '53100'

type Failure = {
  code?: unknown
  message?: unknown
  originalCode?: unknown
  kind?: unknown
  name?: unknown
  cause?: unknown
  meta?: unknown
  errors?: unknown
}

/** Whether a failure, or what it wraps, is of a kind. */
function some(error: unknown, isOne: (failure: Failure) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  const failure = error as Failure
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
