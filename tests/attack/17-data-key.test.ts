import { expect, test } from 'vitest'
import { run } from '@/bin/lib/run.mjs'
import { here } from '../support/here'
import { TEST_KEY } from '../support/key'
import { settings, startPortal } from '../support/portal'

const OTHER = 'another-key-that-nobody-else-has-used'
const ended = (keys: string) =>
  startPortal(here().database, { DATA_KEY: keys, WORKER: 'out' }).then(
    async (portal) => {
      await portal.stop()
      return 'started'
    },
    (error: Error) => error.message,
  )

test('a second process with another key does not start beside the first, one with both does', async () => {
  expect(await ended(OTHER)).toMatch(/^DATA_KEY lacks a key/)
  expect(await ended(`${TEST_KEY},${OTHER}`)).toBe('started')
})

test('a task is refused as well, and says why', async () => {
  const env = { ...settings(1, here().database), DATA_KEY: OTHER }
  const verified = (more: Record<string, string>) =>
    run(process.execPath, ['bin/with-database.mjs', 'bin/tasks/audit-verify.ts'], {
      env: { ...env, ...more },
    })
  await expect(verified({})).rejects.toThrow(/DATA_KEY lacks a key with which this database was used before/)
  expect(await verified({ DATA_KEY: TEST_KEY })).toContain('Every chain is whole.')
})
