import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { freePort } from '@/bin/lib/free-port.mjs'

export type Server = { url: string; pid: number; firstByteMs: number; stop(): Promise<void> }

/** Starts a server process and waits until it answers on `path`. */
export async function serve(args: string[], path: string, env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(
    process.execPath,
    args.map((arg) => arg.replace('$PORT', String(port))),
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        ...env,
        PORT: String(port),
        PORTAL_URL: `http://localhost:${port}`,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (performance.now() - began > 20_000) child.kill('SIGKILL')
    if (child.exitCode !== null || child.killed)
      throw new Error(`${args.join(' ')} ended with ${child.exitCode}`)
    const answer = await fetch(url + path, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    if (answer && answer.status < 500) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const firstByteMs = performance.now() - began
  return { url, pid: child.pid!, firstByteMs, stop: () => ended(child) }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 8_000).unref()
  })
}

/** Memory of a process in MB (resident), where the system tells. */
export function memory(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
