// Client side of the better-auth peer. Only node:http; cookies are kept by hand.
import http from 'node:http'
import { makeAuth, migrate } from './peer.mjs'

export const PASSWORD = 'correct horse battery staple'
export const emailOf = (i) => `user${i}@example.com`

// (1) n users with 2FA on, through better-auth's own API called in this process (no HTTP).
// Each costs two scrypt runs: one to sign up, one because enabling 2FA asks for the password.
// Users that exist already are left as they are, so a second run is cheap.
export async function createUsers(n, { databaseUrl, baseURL = 'http://127.0.0.1', concurrency = 8 }) {
  const { auth, pool } = makeAuth({ databaseUrl, baseURL, poolMax: concurrency })
  try {
    await migrate(auth)
    const ready = new Set(
      (await pool.query('select email from "user" where "twoFactorEnabled"')).rows.map((r) => r.email),
    )
    let next = 0
    const worker = async () => {
      while (next < n) {
        const i = next++
        const email = emailOf(i)
        if (ready.has(email)) continue
        const { headers } = await auth.api.signUpEmail({
          body: { email, password: PASSWORD, name: `User ${i}` },
          returnHeaders: true,
        })
        const jar = new Map()
        keepCookies(jar, headers.getSetCookie())
        // method 'otp' switches 2FA on at once; the default 'totp' would wait for an app's code.
        await auth.api.enableTwoFactor({
          body: { password: PASSWORD, method: 'otp' },
          headers: new Headers({ cookie: cookieHeader(jar) }),
        })
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
  } finally {
    await pool.end()
  }
}

// (2) Password step only. Ends with the signed two_factor cookie in `jar` and no session.
export async function passwordStep(peer, email, password = PASSWORD, jar = new Map()) {
  const { json } = await call(peer, 'POST', '/api/auth/sign-in/email', { email, password }, jar)
  if (json.twoFactorRedirect !== true) throw new Error(`no twoFactorRedirect: ${JSON.stringify(json)}`)
  if (!jar.has('better-auth.two_factor') || jar.has(SESSION))
    throw new Error('unexpected cookies after the password step')
  return jar
}

// (3) The whole flow: password, send-otp, (fetch the code,) verify-otp. Returns the jar with the session.
// Two flows of one user must not overlap: /code keeps only the user's latest code.
export async function fullFlow(peer, email, password = PASSWORD) {
  const jar = await passwordStep(peer, email, password)
  await call(peer, 'POST', '/api/auth/two-factor/send-otp', {}, jar)
  const { text: code } = await call(peer, 'GET', `/code?email=${encodeURIComponent(email)}`)
  await call(peer, 'POST', '/api/auth/two-factor/verify-otp', { code }, jar)
  if (!jar.has(SESSION)) throw new Error('no session cookie')
  return jar
}

const SESSION = 'better-auth.session_token'

// Set-Cookie lines, in order: sign-in with 2FA sets session_token and then expires it in the same
// response, so the later line has to win and Max-Age=0 has to remove.
function keepCookies(jar, lines = []) {
  for (const line of lines) {
    const [pair, ...attrs] = line.split(';')
    const eq = pair.indexOf('=')
    const name = pair.slice(0, eq).trim()
    if (attrs.some((a) => /^\s*max-age=0\s*$/i.test(a))) jar.delete(name)
    else jar.set(name, pair.slice(eq + 1)) // stays percent-encoded, as it came
  }
}
const cookieHeader = (jar) => [...jar].map(([k, v]) => `${k}=${v}`).join('; ')

function call(peer, method, path, body, jar) {
  return new Promise((resolve, reject) => {
    const data = body === undefined ? undefined : JSON.stringify(body)
    const headers = { origin: peer.baseURL } // a request with cookies and no trusted Origin gets 403
    if (jar?.size) headers.cookie = cookieHeader(jar)
    if (data !== undefined) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = Buffer.byteLength(data)
    }
    const req = http.request(
      { agent: peer.agent, hostname: peer.hostname, port: peer.port, method, path, headers },
      (res) => {
        let text = ''
        res
          .setEncoding('utf8')
          .on('data', (c) => {
            text += c
          })
          .on('error', reject)
          .on('end', () => {
            if (res.statusCode !== 200)
              return reject(new Error(`${method} ${path}: ${res.statusCode} ${text}`))
            if (jar) keepCookies(jar, res.headers['set-cookie'])
            try {
              resolve({ text, json: /json/.test(res.headers['content-type']) ? JSON.parse(text) : undefined })
            } catch (e) {
              reject(e)
            }
          })
      },
    )
    req.on('error', reject).end(data)
  })
}
