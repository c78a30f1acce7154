import { expect, test } from 'vitest'
import { withoutDone } from '@/lib/kernel/said-once'

test('what was done leaves the address, everything else stays', () => {
  expect(withoutDone('https://n.example/users/7?done=edited')).toBe('/users/7')
  expect(withoutDone('https://n.example/reports?month=2026-10&done=added#by-mail')).toBe(
    '/reports?month=2026-10#by-mail',
  )
  expect(withoutDone('https://n.example/bills/pay?payment=1')).toBeNull()
})
