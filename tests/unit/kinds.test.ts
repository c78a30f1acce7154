import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KINDS, kindOf, takes } from '@/bin/lib/kinds.mjs'
import config from '@/next.config.js'
import { files } from '../support/files'
import { routeOf } from '../support/routes'

test('every route handler may be sent what it takes, and no page is taken for one', () => {
  const handlers = files('app', /^route\.ts$/)
  expect(handlers.length).toBeGreaterThan(10)
  for (const file of handlers)
    for (const [, method] of readFileSync(file, 'utf8').matchAll(/export (?:async )?function ([A-Z]+)/g)) {
      const kind = kindOf(routeOf(file))
      expect(takes(kind, method!), `${method} ${file}`).toBe(true)
      // Forms belong to pages; what else takes a body has a kind, and a limit, of its own.
      if (method === 'POST') expect(kind.document, file).toBeUndefined()
    }
  for (const file of files('app', /^page\.tsx$/)) expect(kindOf(routeOf(file)).document, file).toBe(true)
})

test('no body of a stranger is over 64 kB, and what has no cookies is named', () => {
  for (const kind of Object.values(KINDS)) expect(kind.stranger).toBeLessThanOrEqual(64_000)
  const machines = Object.entries(KINDS).filter(([, kind]) => kind.machine)
  expect(machines.map(([name]) => name)).toEqual(['delivery', 'received', 'event'])
})

test('the handlers’ own bounds and Next’s are those of the table', () => {
  const read = (file: string) => readFileSync(file, 'utf8').replaceAll('_', '')
  expect(read('app/(public)/take.ts')).toContain(`const LARGEST = ${KINDS.step!.stranger}\n`)
  expect(read('app/api/payments/webhook/route.ts')).toContain(`const LARGEST = ${KINDS.event!.stranger}\n`)
  expect(config.experimental?.serverActions?.bodySizeLimit).toBe(KINDS.long!.member)
})
