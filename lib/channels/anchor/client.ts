import { createSocket } from 'node:dgram'
import { open } from 'node:fs/promises'
import { connect, isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import type { AnchorTarget } from '@/lib/kernel/anchor-target'

const LONGEST = 10_000

/**
 * Keeps lines at a target outside the database: appended to a file and flushed to its disk, sent to a syslog server (RFC
 * 5424; over TCP as RFC 6587 counts octets), or put into an object store under a name of their own. @throws when it did not
 * work; over UDP nobody would know.
 */
export async function keepAnchors(
  target: Exclude<AnchorTarget, { kind: 'mail' }>,
  lines: readonly string[],
): Promise<void> {
  if (target.kind === 'file') return appendTo(target.path, lines)
  if (target.kind === 'store') return put(target.url, lines)
  const messages = lines.map((line) => Buffer.from(syslogMessage(line)))
  return target.transport === 'tcp' ? sendOverTcp(target, messages) : sendOverUdp(target, messages)
}

async function appendTo(path: string, lines: readonly string[]): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(`${lines.join('\n')}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Nothing that is there is ever written over: each time its own name. */
async function put(url: string, lines: readonly string[]): Promise<void> {
  const [at = ''] = lines[0]?.split(' ') ?? []
  const place = new URL(url)
  place.pathname = `${place.pathname.replace(/\/$/, '')}/audit-${at.replace(/\W/g, '')}-${process.pid}.txt`
  const { username, password } = place
  Object.assign(place, { username: '', password: '' })
  const user = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const answer = await fetch(place, {
    method: 'PUT',
    body: `${lines.join('\n')}\n`,
    headers: {
      'content-type': 'text/plain',
      ...(username && { authorization: `Basic ${user.toString('base64')}` }),
    },
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the store answered ${answer.status}`)
}

/** Facility 13 (log audit), severity 5 (notice). */
const syslogMessage = (line: string): string =>
  `<109>1 ${line.split(' ')[0]} ${hostname()} switchboard ${process.pid} audit-anchor - ${line}`

type Server = { host: string; port: number }

async function sendOverUdp({ host, port }: Server, messages: Buffer[]): Promise<void> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  try {
    for (const message of messages)
      await new Promise<void>((resolve, reject) =>
        socket.send(message, port, host, (error) => (error ? reject(error) : resolve())),
      )
  } finally {
    socket.close()
  }
}

const sendOverTcp = ({ host, port }: Server, messages: Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const framed = messages.map((message) => Buffer.concat([Buffer.from(`${message.length} `), message]))
    const socket = connect(port, host, () => socket.end(Buffer.concat(framed)))
    socket.setTimeout(LONGEST, () => socket.destroy(new Error('the syslog server did not answer in time')))
    socket.on('error', reject)
    socket.on('close', (failed) => failed || resolve())
  })
