import type pg from 'pg'
import { openClient } from '@/lib/infra/database-hosts'

/** So long a statement about leases may take, and the database say nothing, ms. */
const LONGEST = 10_000
const SILENT = 12_000

/** First half of the advisory locks by which a living worker is known; used for nothing else. */
export const LEASE = 7_240_002

/**
 * Knows which workers live. graphile-worker leaves the jobs of a killed process locked for four hours;
 * here every pool of workers holds an advisory lock under its name, which PostgreSQL drops the moment the
 * process is gone, and jobs locked under a name without one are set free.
 */
export function workerLease(url: string) {
  let name: string | null = null
  let connection: Promise<pg.Client> | null = null

  /** One connection holds the lease; when it is lost, the next one takes it again. */
  function connected(): Promise<pg.Client> {
    if (connection) return connection
    const opened = openClient(url, { application_name: 'switchboard lease', silence: SILENT }).then(
      async (client) => {
        client.on('error', forget)
        client.on('end', forget)
        await client.query(`SET statement_timeout = ${LONGEST}`)
        await hold(client)
        return client
      },
    )
    const forget = () => {
      if (connection === opened) connection = null
    }
    opened.catch(forget)
    connection = opened
    return opened
  }

  /** Shared, so that a new connection need not wait until the server has noticed the old one's end. */
  async function hold(client: pg.Client): Promise<void> {
    await client.query('SELECT pg_advisory_unlock_all()')
    if (name) await client.query('SELECT pg_advisory_lock_shared($1::int, hashtext($2))', [LEASE, name])
  }

  return {
    /** From now on this process works under `pool`, and under no earlier name. */
    async take(pool: string): Promise<void> {
      name = pool
      await hold(await connected())
    },
    /** This process works under no name any more, until it takes one. Its jobs must have ended. */
    async drop(): Promise<void> {
      name = null
      if (connection) await hold(await connection)
    },
    /** Frees the jobs of pools that are gone. Resolves with their names. */
    async release(): Promise<string[]> {
      const client = await connected()
      const { rows } = await client.query(
        `SELECT DISTINCT locked_by FROM graphile_worker._private_jobs
         WHERE locked_by IS NOT NULL AND locked_at < now() - interval '2 seconds' AND NOT EXISTS (
           SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = $1
             AND l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
        [LEASE],
      )
      const gone: string[] = rows.map((row) => row.locked_by)
      if (gone.length) await client.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [gone])
      return gone
    },
    async close(): Promise<void> {
      await connection?.then((client) => client.end()).catch(() => undefined)
    },
  }
}
