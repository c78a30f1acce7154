import type { EventEmitter } from 'node:events'
import pg from 'pg'
import { metrics } from './metrics/metrics.mjs'
import { markDatabases } from './outage'
import { hostUrls } from './setting-kinds.mjs'
import { allowSilence, endWhenSilent } from './silence'

/** So long a host may take to answer before it counts as away, ms. */
export const CONNECTING = 5_000
/** A host that has vanished, and can say nothing any more, is noticed by keep-alives from so long on, ms. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 }

/** The host is a standby: the portal writes. */
class ReadOnlyHost extends Error {
  readonly code = '25006'
}

/** What its connection fails with is known as the database's (outage.ts), whoever meets it. */
class DatabaseClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    // The driver's own name, before whoever waits for a query hears of it; its types do not know it.
    const { connection } = this as unknown as { connection: EventEmitter }
    connection.prependListener('error', markDatabases)
  }
}

type Options = Omit<pg.PoolConfig, 'connectionString'> & {
  url: string
  /** A connection that is asked something and says nothing for so long is broken, ms; 0: never. */
  silence?: number
}

/**
 * Of several hosts (libpq, 32.1.1.3) the one that can be written to: the one used last first, then the others in their order.
 * A connection that says nothing while it is prepared counts as one to a host that is away.
 */
export class HostsPool extends pg.Pool {
  private readonly urls: string[]
  private at = 0
  private readonly uncount: () => void

  constructor({ url, onConnect, silence = 0, connectionTimeoutMillis = CONNECTING, ...config }: Options) {
    const urls = hostUrls(url)
    super({
      ...KEEP_ALIVE,
      ...config,
      connectionTimeoutMillis,
      connectionString: urls[0]!,
      Client: DatabaseClient,
      onConnect: async (client) => {
        endWhenSilent(client, connectionTimeoutMillis)
        if (urls.length > 1) await refuseStandby(client)
        await onConnect?.(client)
        allowSilence(client, silence)
      },
    })
    this.urls = urls
    this.uncount = metrics.addPool(() => ({
      name: config.application_name ?? 'other',
      most: this.options.max,
      total: this.totalCount,
      idle: this.idleCount,
      waiting: this.waiting(),
    }))
    // A connection that breaks is replaced; without listeners it would take the process with it.
    this.on('error', () => undefined)
    this.on('connect', (client) => client.on('error', () => undefined))
  }

  /** So many wait for a connection. */
  protected waiting(): number {
    return this.waitingCount
  }

  override end(): Promise<void>
  override end(callback: () => void): void
  override end(callback?: () => void): Promise<void> | undefined {
    this.uncount()
    if (!callback) return super.end()
    super.end(callback)
    return undefined
  }

  /** Connects to the first host that takes it. */
  protected async connectAnywhere(): Promise<pg.PoolClient> {
    for (let others = this.urls.length - 1; ; others--) {
      const tried = this.at
      try {
        return await super.connect()
      } catch (error) {
        if (others === 0 || isShortage(error)) throw error
        // Somebody else may have moved on meanwhile.
        if (this.at === tried) this.at = (tried + 1) % this.urls.length
        this.options.connectionString = this.urls[this.at]!
      }
    }
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Callback): void
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const connected = this.connectAnywhere()
    if (!callback) return connected
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    )
    return undefined
  }
}

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: pg.PoolClient['release'],
) => void

/** All connections of the pool are in use: no other host has more. */
export const isShortage = (error: unknown) =>
  (error as Error).message === 'timeout exceeded when trying to connect'

async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby')
  if (rows[0].standby) throw new ReadOnlyHost('cannot write: this host of the database is a standby')
}

/**
 * One connection of its own, to the host that can be written to; `silence` as of a pool's.
 * @throws the error of the last host, where none takes it
 */
export async function openClient(
  url: string,
  { silence = 0, ...config }: Omit<pg.ClientConfig, 'connectionString'> & { silence?: number } = {},
): Promise<pg.Client> {
  const urls = hostUrls(url)
  for (const [n, each] of urls.entries()) {
    const client = new DatabaseClient({
      connectionTimeoutMillis: CONNECTING,
      ...KEEP_ALIVE,
      ...config,
      connectionString: each,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      endWhenSilent(client, CONNECTING)
      if (urls.length > 1) await refuseStandby(client)
      allowSilence(client, silence)
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (n === urls.length - 1) throw error
    }
  }
  throw new Error('no host is named')
}
