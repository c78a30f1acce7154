import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ended = { code: number | null; out: string; error: string }

/** Starts the portal as an operator does, in a data folder that must not be touched. */
const start = (environment: Record<string, string>, script = ['bin/start.mjs']): Promise<Ended> =>
  new Promise((resolve) => {
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, NO_COLOR: '1', DATA_DIR: join(folder, 'data'), ...environment }
    const child = spawn(process.execPath, script, {
      env: env as unknown as NodeJS.ProcessEnv,
      detached: true,
    })
    const ended: Ended = { code: null, out: '', error: '' }
    child.stdout.on('data', (chunk) => {
      ended.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      ended.error += chunk
    })
    // What is not refused would go on: it is ended, and has no code.
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 20_000)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ ...ended, code })
    })
  })

const OWN = {
  DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/x',
  AUTH_SECRET: 'x'.repeat(32),
  DATA_KEY: 'x'.repeat(32),
}

test('a wrong setting ends the start with its sentence, before anything is made', async () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'abc' }, /^PORT is "abc": it must be/],
    [{ PORT: '70000' }, /^PORT is "70000": it must be/],
    [{ TRUSTED_PROXIES: 'two' }, /^TRUSTED_PROXIES is "two": it must be/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM is "nobody": it must be/],
    [{ PORTAL_URL: 'https://portal.example/path' }, /^PORTAL_URL is .* without path/],
    [{ ...OWN, DATABASE_URL: 'mysql://a:b@c/d' }, /^DATABASE_URL must be/],
    [{ DEMO: '0' }, /^DATABASE_URL is missing/],
    [{ ...OWN, DATA_KEY: 'short' }, /^DATA_KEY must be/],
    [{ MARKET: 'de' }, /^MARKET is "de": it must be one of hu, rs, ru/],
    [{ HSTS: 'on' }, /^HSTS is "on"/],
  ]
  const ended = await Promise.all(wrong.map(([settings]) => start(settings)))
  for (const [n, { code, out, error }] of ended.entries()) {
    expect(error.trim(), JSON.stringify(wrong[n]![0])).toMatch(wrong[n]![1])
    expect(error.trim().split('\n'), error).toHaveLength(1)
    expect(code).toBe(1)
    expect(out).not.toContain('✓')
  }
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

test('a task is refused in the same way', async () => {
  const task = ['bin/with-database.mjs', 'bin/tasks/audit-verify.ts']
  const { code, error } = await start({ DATABASE_POOL: 'ten' }, task)
  expect([code, error.trim()]).toEqual([1, expect.stringMatching(/^DATABASE_POOL is "ten": it must be/)])
})
