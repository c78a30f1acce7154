import { expect, test } from 'vitest'
import { stayTyped, unsentState } from '@/components/ui/unsent'
import { keptOf } from '@/lib/kernel/form'

const words = { outdated: 'old', unanswered: 'no answer', broken: 'broke', again: 'again' }
function form(fields: [string, string | File][]): FormData {
  const made = new FormData()
  for (const [name, value] of fields) made.append(name, value)
  return made
}
const typed = { name: 'Ada', code: '123456', password: 'p', current: 'c', proof: 'q', reference: 'R-1' }
const sent = form([
  ...Object.entries(typed),
  ['note', 'x'.repeat(3_000)],
  ['$owner', 'user:1'],
  ['file', new File(['x'], 'rights.csv')],
])
const all = { ...typed, note: 'x'.repeat(3_000) }

test('what could not be taken now stays as it was typed, also what is secret or long', () => {
  const away = { refusal: { field: null, sentence: 'away' }, ...keptOf(sent), unsent: true as const }
  expect(stayTyped(away, sent).values).toEqual(all)
  // No answer at all, and an error of ours: nothing came back that could say so.
  expect(unsentState(new TypeError('fetch failed'), sent, words).values).toEqual(all)
  expect(unsentState(Object.assign(new Error('x'), { digest: '12' }), sent, words).values).toEqual(all)
})

test('what was read and refused, or done, brings no secret back', () => {
  const refused = { refusal: { field: 'code', sentence: 'wrong' }, ...keptOf(sent) }
  expect(stayTyped(refused, sent)).toBe(refused)
  expect(Object.keys(refused.values!)).toEqual(['name', 'reference'])
  expect(stayTyped({ done: 'Saved.' }, sent)).toEqual({ done: 'Saved.' })
})

test('where it goes on is the router’s', () => {
  const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/x' })
  expect(() => unsentState(redirect, sent, words)).toThrow('NEXT_REDIRECT')
})

test('of several boxes of a name those that were ticked stay', () => {
  const boxes = form([
    ['people', 'a'],
    ['people', 'b'],
    ['code', '1'],
  ])
  const state = stayTyped({ ...keptOf(boxes), unsent: true }, boxes)
  expect([state.several, state.values?.code]).toEqual([{ people: ['a', 'b'] }, '1'])
})
