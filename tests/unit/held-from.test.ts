import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Overview } from '@/components/company/overview'
import { longDay } from '@/components/ui/moment'
import { LOCALES } from '@/lib/kernel/locale'
import { heldFrom } from '@/lib/rights/held'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { translator } from '@/lib/words/translator'

const NOW = new Date('2026-11-21T10:00:00Z')
const at = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const CENTRE = { kind: 'centre', id: 'c' } as const
const grant = (given: Partial<HeldGrant>): HeldGrant => ({
  ...{ id: 'g', template: null, functions: null, scope: { kind: 'company' } },
  ...{ validFrom: at(-1), validTo: null },
  ...given,
})
const holder = (...grants: HeldGrant[]): Subject => ({
  ...{ kind: 'user', id: 'u', companyId: 'co', companyKind: 'customer' },
  ...{ active: true, mainAdministrator: false, grants },
})

/** Who holds what, and since when they are told that they hold something. */
const CASES: [string, Subject, 'now' | Date | null][] = [
  ['nobody', holder(), null],
  ['a main administrator', { ...holder(), mainAdministrator: true }, 'now'],
  ['a fleet manager of the company', holder(grant({ template: 'fleet_manager' })), 'now'],
  ['a fleet manager of a cost centre', holder(grant({ template: 'fleet_manager', scope: CENTRE })), 'now'],
  [
    'Finance of one account',
    holder(grant({ template: 'finance', scope: { kind: 'account', id: 'a' } })),
    'now',
  ],
  ['who sees one line', holder(grant({ functions: ['line:view'], scope: { kind: 'line', id: 'l' } })), 'now'],
  ['a substitute', holder(grant({ template: 'orders', standsInFor: 'Ada' })), 'now'],
  ['who holds it until tomorrow', holder(grant({ template: 'orders', validTo: at(1) })), 'now'],
  ['whose right begins this moment', holder(grant({ template: 'orders', validFrom: NOW })), 'now'],
  ['whose right ended this moment', holder(grant({ template: 'orders', validTo: NOW })), null],
  ['whose right is over', holder(grant({ template: 'orders', validTo: at(-0.5) })), null],
  ['whose right is to come', holder(grant({ template: 'orders', validFrom: at(3) })), at(3)],
  [
    'the first of what is to come',
    holder(grant({ template: 'orders', validFrom: at(9) }), grant({ template: 'finance', validFrom: at(2) })),
    at(2),
  ],
  [
    'who holds one and waits for another',
    holder(grant({ template: 'orders', validFrom: at(9) }), grant({ functions: ['bill:view'] })),
    'now',
  ],
  ['an empty role', holder(grant({ template: 'own', functions: [] })), null],
  ['what cannot be held there', holder(grant({ functions: ['user:view'], scope: CENTRE })), null],
  [
    'a role of which nothing is held there',
    holder(grant({ template: 'user_administrator', scope: CENTRE })),
    'now',
  ],
]

test.each(CASES)('%s', (_who, subject, since) => {
  expect(heldFrom(subject, NOW)).toEqual(since)
  for (const locale of LOCALES) {
    const t = translator(locale)
    const held = since instanceof Date ? longDay(since, locale, 'Europe/Budapest') : since
    const frame = { t, name: 'Ben', company: 'Acme', factors: [], counts: null, needs: null, children: null }
    const may = { create: false, audit: false, lines: false, profile: false }
    const page = renderToStaticMarkup(createElement(Overview, { ...frame, may, held })).replaceAll(
      '&#x27;',
      "'",
    )
    expect(page.includes(t('overview.no_rights', { company: 'Acme' })), locale).toBe(since === null)
    const later = since instanceof Date && t('overview.rights_later', { company: 'Acme', day: String(held) })
    expect(page.includes(later || 'never'), locale).toBe(since instanceof Date)
  }
})
