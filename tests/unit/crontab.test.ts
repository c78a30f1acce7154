import { parseCrontab } from 'graphile-worker'
import { expect, test } from 'vitest'
import { CRONTAB } from '@/lib/jobs/crontab'

test('what is begun by the clock has a key of its own: what fails all night is one job of its kind', () => {
  const lines = parseCrontab(CRONTAB)
  expect(lines.length).toBeGreaterThan(8)
  const keys = lines.map(({ options }) => options.jobKey)
  expect(keys.filter(Boolean).length).toBe(lines.length)
  expect(new Set(keys).size).toBe(lines.length)
})
