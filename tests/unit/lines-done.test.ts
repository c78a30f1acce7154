import { expect, test } from 'vitest'
import { linesDone } from '@/lib/web/lines-done'

test.each([
  ['moved-12', { what: 'moved', count: 12 }],
  ['changed-1', { what: 'changed', count: 1 }],
  ['undone-100000', { what: 'undone', count: 100_000 }],
  [null, null],
  ['', null],
  ['moved', null],
  ['moved-', null],
  ['moved-<b>', null],
  ['moved-0', null],
  ['moved--1', null],
  ['moved-1e9', null],
  ['moved-1-2', null],
  ['moved-9999999', null],
  ['sold-3', null],
  ['toString-3', null],
])('what a cookie says was done to lines: %s', (said, done) => {
  expect(linesDone(said)).toEqual(done)
})
