import type pg from 'pg'
import { openClient } from './database-hosts'
import { isOfDatabase } from './outage'

/** What keeps the portal from working on a database, in a sentence for whoever runs it. */
export class UnfitDatabase extends Error {}

type Setting = 'DATABASE_URL' | 'DATABASE_OWNER_URL'

/** `UNIQUE NULLS NOT DISTINCT`, as the rights of people are kept apart by, came with 15. */
const OLDEST = 15

const AWAY =
  /^(E(CONN(REFUSED|RESET|ABORTED)|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|ADDRNOTAVAIL|NOENT)|EAI_\w+)$/
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/
/** By SQLSTATE (PostgreSQL, appendix A), what is wrong and what to do. */
const REFUSED: Record<string, string> = {
  '28P01': 'refuses the password or the user',
  '28000': 'does not let this user in from here (pg_hba.conf), or has no such user',
  '3D000': 'does not exist: create it, or correct the name',
  '42501': 'does not let this user connect or read what the portal needs',
  '53300': 'has no connection left: raise max_connections, or lower DATABASE_POOL',
  '57P03': 'is starting or stopping: try again in a moment',
  '25006': 'is read-only: name the host of the primary',
}
const NO_PASSWORD = /client password must be a /
const SILENT =
  /timeout expired|connection timeout|Connection terminated|timeout exceeded when trying to connect/

/** What is wrong with a database that could not be worked with, as one sentence, or null: then it is a bug. */
export function databaseProblem(error: unknown, setting: Setting = 'DATABASE_URL'): string | null {
  if (error instanceof UnfitDatabase) return error.message
  const {
    code = '',
    message = '',
    errors,
    cause,
  } = error as pg.DatabaseError & { errors?: unknown[]; cause?: unknown }
  const where = `The database at ${setting}`
  if (AWAY.test(code) && isOfDatabase(error))
    return `${where} is out of reach (${code}): is the host right, and does PostgreSQL run there?`
  if (CERTIFICATE.test(code))
    return `${where} has a certificate that cannot be trusted (${code}): ${message}.`
  if (code in REFUSED) return `${where} ${REFUSED[code]} (${message}).`
  if (code === '08P01')
    return `${where} is behind a pooler that refuses the connection (${message}). ${SESSIONS}`
  if (NO_PASSWORD.test(message)) return `${where} asks for a password, and the address has none.`
  if (/does not support SSL/.test(message)) return `${where} takes no TLS: leave sslmode out of the address.`
  if (SILENT.test(message)) return `${where} is out of reach: it does not answer, or not as PostgreSQL.`
  // Node tries all addresses of a name; Prisma and the driver wrap what they got.
  const within = errors?.[0] ?? cause
  return within ? databaseProblem(within, setting) : null
}

const SESSIONS =
  'Between the portal and PostgreSQL there may be no pooler, or one that keeps a server connection for each client (session mode).'

/**
 * Looks at a database before anything is done to it.
 * @throws UnfitDatabase when it is too old, or behind a pooler that hands the connections of one client to others
 * @throws what the driver throws when it cannot be reached
 */
export async function refuseUnfit(url: string, setting: Setting): Promise<void> {
  const client = await openClient(url)
  const other = await openClient(url)
  try {
    const { rows } = await client.query(`SELECT current_setting('server_version_num')::int AS version`)
    const tooOld = versionProblem(rows[0].version, setting)
    if (tooOld) throw new UnfitDatabase(tooOld)
    if (await isShared(client, other))
      throw new UnfitDatabase(
        `The database at ${setting} is behind a pooler in transaction mode, where locks and prepared statements of one process reach another. ${SESSIONS}`,
      )
  } finally {
    await Promise.all([client.end(), other.end()])
  }
}

/** `version` as `server_version_num` has it: 150004 for 15.4. */
export const versionProblem = (version: number, setting: Setting): string | null =>
  version >= OLDEST * 10_000
    ? null
    : `The database at ${setting} is PostgreSQL ${Math.floor(version / 10_000)}: the portal needs ${OLDEST} or newer.`

/** Poolers give what is free; whether two clients ever share a server process shows soon. */
const ASKED = 5

/** Whether two connections are not each a server process of their own: then something between takes turns with them. */
async function isShared(one: pg.Client, other: pg.Client): Promise<boolean> {
  const pidOf = async (client: pg.Client) =>
    (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid as number
  const [first, second] = [await pidOf(one), await pidOf(other)]
  if (first === second) return true
  for (let n = 0; n < ASKED; n++) {
    // A transaction holds its server process, so that the other client is given another one than before.
    await other.query('BEGIN')
    const held = await pidOf(other)
    const now = await pidOf(one)
    await other.query('COMMIT')
    if (held !== second || now !== first) return true
  }
  return false
}
