import pg from 'pg'

/** First half of the advisory locks by which a living worker is known; used for nothing else. */
const LEASE = 7_240_002

/**
 * Knows which workers live. graphile-worker leaves the jobs of a killed process locked for four hours;
 * here every worker holds an advisory lock under its name, which PostgreSQL drops the moment the
 * process is gone, and jobs locked by a worker without one are set free.
 */
export function workerLeases(url: string) {
  const names = new Set<string>()
  let connection: Promise<pg.Client> | null = null
  let closed = false
  let turn: Promise<void> = Promise.resolve()

  /** One connection holds every lease; when it is lost, the next one takes them all again. */
  const connected = (): Promise<pg.Client> => {
    connection ??= open().catch((error) => {
      connection = null
      throw error
    })
    return connection
  }
  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'switchboard leases',
    })
    const forget = () => {
      connection = null
    }
    client.on('error', forget)
    client.on('end', forget)
    await client.connect()
    for (const name of names) await hold(client, name)
    return client
  }
  const hold = (on: pg.Client, name: string) =>
    on.query('SELECT pg_advisory_lock($1::int, hashtext($2))', [LEASE, name])

  return {
    async add(name: string) {
      names.add(name)
      // One after the other: a connection runs one query at a time.
      turn = turn.then(async () => void (await hold(await connected(), name)))
      await turn
    },
    /** Frees the jobs of workers that are gone. Resolves with how many workers that were. */
    async release(): Promise<number> {
      if (closed) return 0
      const client = await connected()
      const { rows } = await client.query(
        `SELECT DISTINCT locked_by FROM graphile_worker._private_jobs
         WHERE locked_by IS NOT NULL AND locked_at < now() - interval '2 seconds' AND NOT EXISTS (
           SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = $1
             AND l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
        [LEASE],
      )
      const gone = rows.map((row) => row.locked_by)
      if (gone.length) await client.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [gone])
      return gone.length
    },
    async close() {
      closed = true
      await (await connection)?.end()
    },
  }
}
