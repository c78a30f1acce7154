import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { countdown } from '@/components/identity/card-parts'
import { Countdown } from '@/components/identity/countdown'
import { SendAgain } from '@/components/identity/send-again'
import { LOCALES } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'

test.each(LOCALES)(
  '%s: without scripts a code card says times that stay true, not seconds that stand still',
  (locale) => {
    vi.useFakeTimers({ now: Date.parse('2026-11-27T12:04:30Z'), toFake: ['Date'] })
    const code = {
      ...countdown(300, 50, 'Again', translator(locale, 'Europe/Budapest')),
      ...{ settled: true, sending: null },
    }
    vi.useRealTimers()
    const again = renderToStaticMarkup(
      createElement(SendAgain, { code, base: '/sign-in', state: {}, onAnswer: () => {} }),
    )
    expect(again).toMatch(/13:05:20|1:05:20\sPM/)
    expect(again).not.toContain('50')
    expect(renderToStaticMarkup(createElement(Countdown, code))).toMatch(/13:09:30|1:09:30\sPM/)
  },
)

test('what can be sent again at once says nothing of a wait', () => {
  const code = { ...countdown(300, 0, 'Again', translator('en')), settled: true, sending: null }
  const again = renderToStaticMarkup(
    createElement(SendAgain, { code, base: '/sign-in', state: {}, onAnswer: () => {} }),
  )
  expect(again).not.toContain('sent again')
})
