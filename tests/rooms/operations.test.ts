import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OPERATIONS } from '@/lib/operations/registry'

// Each operation is held to its cases in a file of its room: they run beside each other.
test('every room whose operations there are has its table of cases', () => {
  for (const { key } of OPERATIONS) {
    const [room] = key.split('.')
    expect(existsSync(`tests/rooms/operations-${room}.test.ts`), key).toBe(true)
  }
})
