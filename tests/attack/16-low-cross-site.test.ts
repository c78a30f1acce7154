import { expect, test } from 'vitest'
import { Visitor } from '../support/visitor'

/** What browsers send with a form of another page: since 2023 all of them say from where it comes. */
const ELSEWHERE = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'garbage' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
] as Record<string, string>[]

test('no page of another site has an action done, whichever header says so', async () => {
  const eve = await new Visitor().openAs('eve@acme')
  const form = await eve.form('/profile', 'Save')
  const fields = form.fields.filter(([name]) => name !== 'name')
  for (const headers of ELSEWHERE) {
    const body = new FormData()
    for (const [name, value] of [...fields, ['name', 'Mallory']] as [string, string][])
      body.append(name, value)
    const answer = await eve.fetch('/profile', { method: 'POST', body, headers })
    expect(answer.status, JSON.stringify(headers)).toBe(403)
  }
  expect((await eve.get('/profile')).text).not.toContain('Mallory')
})

test('nor a step of signing in; what comes from no page at all brings nobody’s cookies and may', async () => {
  const nobody = new Visitor()
  for (const headers of ELSEWHERE)
    expect(
      (await nobody.step('/sign-in/steps/name', { name: 'eve@acme' }, { origin: '', ...headers })).status,
    ).toBe(403)
  const answer = await nobody.fetch('/sign-in/steps/name', {
    method: 'POST',
    body: 'name=eve@acme',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(303)
})
