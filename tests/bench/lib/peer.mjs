// better-auth 1.7.25 as a performance peer: e-mail + password, then a one-time code.
//   DATABASE_URL=postgres://… [PORT=0] [PG_POOL_MAX=20] node peer.mjs
// Prints "listening http://127.0.0.1:<port>" when ready. SIGTERM/SIGINT stops it.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration' // not in 'better-auth/db' in 1.7
import { toNodeHandler } from 'better-auth/node'
import { twoFactor } from 'better-auth/plugins'
import pg from 'pg'

// The last code "sent" to each address; GET /code?email=… takes it out.
export const codes = new Map()

// baseURL is http:// so cookies get neither the __Secure- prefix nor the Secure flag,
// even with NODE_ENV=production.
export function makeAuth({ databaseUrl, baseURL, poolMax = 20 }) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolMax })
  pool.on('error', (e) => console.error('pg:', e.message)) // without it a stopped PostgreSQL ends the process
  const auth = betterAuth({
    baseURL,
    trustedOrigins: [baseURL],
    secret: process.env.BETTER_AUTH_SECRET ?? 'v8Qd3nT1xZr6LwYb0KcE9uMfH5sGj2Pa7RkXi4Ol',
    database: pool,
    emailAndPassword: { enabled: true }, // default hashing: scrypt N=16384 r=16 p=1, 64 bytes
    rateLimit: { enabled: false }, // also turns off the plugin's 3 per 10 s on /two-factor/*
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      twoFactor({
        otpOptions: {
          sendOTP: ({ user, otp }) => {
            codes.set(user.email, otp)
          },
        },
      }),
    ],
  })
  return { auth, pool }
}

// Creates what is missing; run it in one process at a time.
export async function migrate(auth) {
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
}

export async function serve({ databaseUrl, port = 0, poolMax }) {
  // Listen first: baseURL has to name the real port.
  let handle = (_req, res) => res.writeHead(503).end()
  const server = createServer((req, res) => handle(req, res))
  server.keepAliveTimeout = 65_000 // the default 5 s would race with a waiting client
  await new Promise((ok, no) => server.once('error', no).listen(port, '127.0.0.1', ok))
  const baseURL = `http://127.0.0.1:${server.address().port}`

  const { auth, pool } = makeAuth({ databaseUrl, baseURL, poolMax })
  await migrate(auth)
  await auth.$context
  const authHandler = toNodeHandler(auth)
  handle = (req, res) => {
    if (!req.url.startsWith('/code?')) {
      return authHandler(req, res).catch((e) => {
        console.error(e)
        res.headersSent ? res.destroy() : res.writeHead(500).end()
      })
    }
    const email = new URL(req.url, baseURL).searchParams.get('email')
    const code = codes.get(email)
    codes.delete(email)
    res.writeHead(code ? 200 : 404, { 'content-type': 'text/plain' }).end(code ?? '')
  }
  const close = async () => {
    server.closeAllConnections()
    await new Promise((ok) => server.close(ok))
    await pool.end()
  }
  return { baseURL, auth, close }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is not set')
  const peer = await serve({
    databaseUrl: process.env.DATABASE_URL,
    port: Number(process.env.PORT ?? 0),
    poolMax: Number(process.env.PG_POOL_MAX ?? 20),
  })
  for (const sig of ['SIGTERM', 'SIGINT']) process.once(sig, () => peer.close().then(() => process.exit(0)))
  console.log(`listening ${peer.baseURL}`)
}
