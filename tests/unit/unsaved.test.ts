import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FormBox } from '@/components/ui/form-box'
import { ProofField } from '@/components/ui/proof-field'
import { Unsaved } from '@/components/ui/unsaved'
import type { FormState } from '@/lib/kernel/form'

const REFUSED: FormState = { refusal: { field: 'email', sentence: 'taken' }, values: { name: 'Ada' } }
const AWAY: FormState = { refusal: { field: null, sentence: 'away' }, values: { name: 'Ada' }, unsent: true }
const DONE: FormState = { done: 'Saved.' }
type Step = 'type' | 'send' | 'leave' | FormState

describe('whether leaving a page would lose what was typed', () => {
  test.each<[string, Step[], boolean]>([
    ['nothing was typed', [], false],
    ['typed', ['type'], true],
    ['sent, and no answer yet', ['type', 'send'], false],
    ['refused', ['type', 'send', REFUSED], true],
    ['not taken in an outage', ['type', 'send', AWAY], true],
    ['refused before it was sent', ['type', 'send', { refusal: { field: null, sentence: 'x' } }], true],
    ['refused by a page that is somebody else’s', ['type', 'send', { ...REFUSED, again: 'x' }], true],
    ['refused twice', ['type', 'send', REFUSED, 'send', AWAY], true],
    ['refused, sent again', ['type', 'send', REFUSED, 'send'], false],
    ['refused, then done', ['type', 'send', REFUSED, 'send', DONE], false],
    ['done', ['type', 'send', DONE], false],
    ['done, typed again', ['type', 'send', DONE, 'type'], true],
    ['a button with nothing typed, refused', ['send', REFUSED], false],
    ['a button with nothing typed, in an outage', ['send', AWAY], false],
    ['typed while it was sent, refused', ['send', 'type', REFUSED], true],
    ['left on purpose', ['type', 'send', { ...REFUSED, again: 'x' }, 'leave'], false],
  ])('%s', (_what, steps, is) => {
    const unsaved = new Unsaved()
    for (const step of steps)
      if (typeof step === 'string') unsaved[step]()
      else unsaved.answer(step)
    expect(unsaved.is).toBe(is)
  })

  test('what a page shows from the page before is not saved either', () => {
    expect(new Unsaved(REFUSED).is).toBe(true)
    expect(new Unsaved(DONE).is).toBe(false)
  })
})

describe('a password that proves who it is', () => {
  const isAsked = (state: FormState, shown = false) => {
    const field = createElement(ProofField, { name: 'proof', shown, label: 'Password', hint: 'yours' })
    const page = renderToStaticMarkup(createElement(FormBox, { state, pending: false }, field))
    return / value="([^"]+)"/.exec(page)?.[1] ?? page.includes('name="proof"')
  }
  const away = (values: Record<string, string>): FormState => ({ ...AWAY, values })
  test.each<[string, FormState, boolean | string]>([
    ['of a form that was not sent', {}, false],
    ['once it is missing', { refusal: { field: 'proof', sentence: 'x' } }, true],
    ['beside what else is wrong', { ...REFUSED, also: [{ field: 'proof', sentence: 'x' }] }, true],
    ['typed, in an outage', away({ proof: 'Hidden-1' }), 'Hidden-1'],
    ['sent empty, in an outage', away({ proof: '' }), true],
    ['not asked for, in an outage', away({ name: 'Ada' }), false],
    ['proven, and something else is wrong', REFUSED, false],
    ['done', DONE, false],
  ])('%s', (_what, state, is) => {
    expect(isAsked(state)).toBe(is)
    // Where it is asked for from the start, it stays whatever is answered.
    expect(isAsked(state, true)).toBe(is || true)
  })
})
