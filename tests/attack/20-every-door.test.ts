import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { actions, addresses } from '../support/build'
import { CHUNKED, CLOSE, converse, endless, head } from '../support/converse'
import { preparedDatabase, type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

// Everything that the build can be asked, as the build itself lists it, and each way of asking that has broken
// something somewhere: what is added tomorrow is tried tomorrow.
const FORM_SECONDS = 1
const MB = 2 ** 20
let portal: Running
let admin: Visitor
/** Nobody, and somebody who may do everything: a database of their own, since what is sent may be done. */
let visitors: [string, Visitor][]
beforeAll(async () => {
  portal = await startPortal(await preparedDatabase(inject('adminUrl')), {
    FORM_SECONDS: String(FORM_SECONDS),
  })
  admin = await new Visitor(portal.url).openAs('admin@acme')
  visitors = [
    ['nobody', new Visitor(portal.url)],
    ['admin', admin],
  ]
})
afterAll(() => portal.stop())

const cookiesOf = (visitor: Visitor) =>
  [...visitor.cookies].length > 0
    ? [`Cookie: ${[...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`]
    : []
const ask = (visitor: Visitor, line: string, headers: string[], ...body: Parameters<typeof converse>[1]) =>
  converse(portal.url, [head(line, ...cookiesOf(visitor), ...headers), ...body], 15_000)

/** Does something for each of many, some at a time, and collects what is wrong. */
async function forEach<T>(
  all: T[],
  atOnce: number,
  wrong: (each: T) => Promise<string | null>,
): Promise<string[]> {
  const problems: string[] = []
  for (let n = 0; n < all.length; n += atOnce)
    problems.push(...(await Promise.all(all.slice(n, n + atOnce).map(wrong))).filter((each) => each !== null))
  return problems
}
/** Refused by the door or by who answers behind it, in time and before much was sent. */
const wrongly = (what: string, status: number, bounds: [number, number][]) => {
  const over = bounds.filter(([value, most]) => value > most)
  return status >= 400 && status < 500 && over.length === 0
    ? null
    : `${what}: ${status} ${JSON.stringify(over)}`
}

test('the build lists what there is', () => {
  expect(addresses().length).toBeGreaterThan(60)
  expect(actions().length).toBeGreaterThan(50)
  expect(addresses()).toContain('/api/intake/lines')
  expect(actions().map(({ name }) => name)).toContain('editPersonAction')
})

test('every address answers to GET, POST and anything else without an error of ours', async () => {
  const tries = addresses().flatMap((path) =>
    visitors.flatMap(([who, visitor]) =>
      (['GET', 'POST', 'PUT', 'OPTIONS', 'TRACE'] as const).map((method) => ({
        ...{ path, who, visitor, method },
      })),
    ),
  )
  const problems = await forEach(tries, 6, async ({ path, who, visitor, method }) => {
    const { status } = await ask(visitor, `${method} ${path}`, [CLOSE])
    return status > 0 && status < 500 ? null : `${who} ${method} ${path}: ${status}`
  })
  expect(problems).toEqual([])
})

test('no address is reached by another spelling of it', async () => {
  const spellings = (path: string) => [
    `/api/intake/../..${path}`,
    `/api/intake/%2e%2e/%2E.${path}`,
    `/api/intake/%252e%252e/..${path}`,
    `/.${path}`,
    `/${path}`,
    `${path}/.`,
    `${path}/`,
    `${path};x=1`,
    `${path}%2f`,
    `${path}%5c..`,
    `${path}%00`,
    `${path}#x`,
    `http://localhost${path}`,
    path.length > 1 ? `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}` : '/%2f',
  ]
  const tries = addresses().flatMap((path) => spellings(path))
  const problems = await forEach(tries, 20, async (path) => {
    const { status } = await ask(admin, `POST ${path}`, [CLOSE, CHUNKED], '0\r\n\r\n')
    return status === 400 ? null : `${path}: ${status}`
  })
  expect(problems).toEqual([])
})

test('no address takes six megabytes, or a body without an end', async () => {
  const six = `Content-Length: ${6 * MB}`
  const tries = addresses().flatMap((path) => visitors.map(([who, visitor]) => ({ path, who, visitor })))
  const problems = await forEach(tries, 4, async ({ path, who, visitor }) => {
    const declared = await ask(visitor, `POST ${path}`, [six], endless(6 * MB))
    const open = await ask(visitor, `POST ${path}`, [CHUNKED], endless(100 * MB))
    // What is under way in the kernels' buffers is not read.
    return (
      wrongly(`${who} ${path} 6 MB`, declared.status, [[declared.took, 3_000]]) ??
      wrongly(`${who} ${path} endless`, open.status, [
        [open.sent, 32 * MB],
        [open.took, 3_000],
      ])
    )
  })
  expect(problems).toEqual([])
})

test('no address waits for who sends a byte and no more', async () => {
  const tries = addresses().flatMap((path) => visitors.map(([who, visitor]) => ({ path, who, visitor })))
  const problems = await forEach(tries, 200, async ({ path, who, visitor }) => {
    const { status, took } = await ask(visitor, `POST ${path}`, ['Content-Length: 9000'], 'x')
    return wrongly(`${who} ${path}`, status, [[took, (FORM_SECONDS + 3) * 1000]])
  })
  expect(problems).toEqual([])
})

/** What is sent to an action by its id, as scripts of ours and others do: what reaches it, */
const BODIES = [
  ['text/plain;charset=UTF-8', '[]'],
  ['text/plain;charset=UTF-8', '[{"__proto__":{}},{"then":1}]'],
] as const
/** and what is refused where it is decoded, whichever action it is for. */
const UNREADABLE = [
  ['text/plain;charset=UTF-8', 'garbage'],
  ['multipart/form-data; boundary=x', 'garbage'],
  ['multipart/form-data', 'x'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[{},"$K1"]\r\n--x--\r\n',
  ],
] as const

test('every action answers to what is no form of ours without an error of ours', async () => {
  const problems: string[] = []
  const origin = new URL(portal.url).origin
  for (const [n, { id, name, path }] of actions().entries()) {
    if (!admin.cookies.has('session')) await admin.openAs('admin@acme')
    const bodies = n < 5 ? [...BODIES, ...UNREADABLE] : BODIES
    const tries = visitors.flatMap(([who, visitor]) => bodies.map((body) => ({ who, visitor, body })))
    problems.push(
      ...(await forEach(tries, 4, async ({ who, visitor, body: [type, body] }) => {
        const headers = { origin, 'next-action': id, 'content-type': type }
        const { status } = await visitor.fetch(path, { method: 'POST', body, headers })
        return status < 500 ? null : `${who} ${name} ${type} ${body.slice(0, 20)}: ${status}`
      })),
    )
  }
  expect(problems).toEqual([])
})

test('no action is done for another site, nor large, endless or slow', async () => {
  if (!admin.cookies.has('session')) await admin.openAs('admin@acme')
  const tries = actions().flatMap((action) => visitors.map(([who, visitor]) => ({ ...action, who, visitor })))
  const type = 'Content-Type: multipart/form-data; boundary=x'
  const problems = await forEach(tries, 200, async ({ id, name, path, who, visitor }) => {
    const call = [type, `Next-Action: ${id}`]
    const line = `POST ${path}`
    const foreign = await ask(visitor, line, [
      ...call,
      CLOSE,
      'Origin: https://evil.example',
      'Content-Length: 0',
    ])
    const silent = await ask(visitor, line, [
      ...call,
      CLOSE,
      'Sec-Fetch-Site: cross-site',
      'Content-Length: 0',
    ])
    const slow = await ask(visitor, line, [...call, 'Content-Length: 9000'], 'x')
    if (foreign.status !== 403 || silent.status !== 403)
      return `${who} ${name} from another site: ${foreign.status} ${silent.status}`
    return wrongly(`${who} ${name} slowly`, slow.status, [[slow.took, (FORM_SECONDS + 3) * 1000]])
  })
  problems.push(
    ...(await forEach(tries, 4, async ({ id, name, path, who, visitor }) => {
      const call = [type, `Next-Action: ${id}`]
      const open = await ask(visitor, `POST ${path}`, [...call, CHUNKED], endless(50 * MB))
      const six = await ask(visitor, `POST ${path}`, [...call, `Content-Length: ${6 * MB}`], endless(6 * MB))
      return (
        wrongly(`${who} ${name} endless`, open.status, [[open.sent, 32 * MB]]) ??
        wrongly(`${who} ${name} 6 MB`, six.status, [[six.took, 3_000]])
      )
    })),
  )
  expect(problems).toEqual([])
})

test('no route does anything for another site', async () => {
  const machines = ['/api/intake/lines', '/api/payments/webhook']
  const problems = await forEach(addresses(), 10, async (path) => {
    const headers = [CLOSE, 'Origin: https://evil.example', 'Content-Length: 0']
    const { status } = await ask(admin, `POST ${path}`, headers)
    // These bring a key or a signature, which no site can borrow.
    const right = machines.includes(path) ? status === 401 : status === 403 || status === 405
    return right ? null : `${path}: ${status}`
  })
  expect(problems).toEqual([])
})
