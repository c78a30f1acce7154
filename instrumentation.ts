/** Called once when the server process begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startInServer } = await import('@/lib/jobs/in-server')
  startInServer()
}

/** The database could not be reached, in the words of the driver, the pool or Prisma. */
const AWAY =
  /Can't reach database server|Server has closed the connection|ECONNREFUSED|ECONNRESET|ETIMEDOUT|P1001|P1017|P2024|DatabaseNotReachable|57P0[1-3]|Connection terminated|timeout exceeded when trying to connect/

/**
 * Notes a request that failed because the database is away, so that bin/serve.mjs answers 503 and "try
 * again" instead of 500: it is nobody's bug.
 */
export function onRequestError(
  error: unknown,
  request: { headers: Record<string, string | string[] | undefined> },
): void {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: unknown }
  const id = request.headers['x-request-id']
  if (typeof id !== 'string' || !AWAY.test(`${code} ${message} ${JSON.stringify(cause ?? '')}`)) return
  const away = (globalThis as { switchboardAway?: Set<string> }).switchboardAway
  away?.add(id)
}
