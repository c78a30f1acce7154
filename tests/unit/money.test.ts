import { expect, test } from 'vitest'
import { decimalAmount, moneyText } from '@/lib/kernel/money'

test.each([
  [0, '0 Ft', '0.00'],
  // What is credited is less than nothing, and of nothing that is less than nothing to a computer.
  [-0, '0 Ft', '0.00'],
  [-1, '−0,01 Ft', '-0.01'],
  [5, '0,05 Ft', '0.05'],
  [-12_700, '−127 Ft', '-127.00'],
])('%d minor units', (minor, shown, machine) => {
  expect(moneyText(minor, 'HUF', 'hu').replaceAll('\u00a0', ' ')).toBe(shown)
  expect(decimalAmount(minor)).toBe(machine)
})
