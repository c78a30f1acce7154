import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DOORS, OWN_DOORS } from '../support/doors'
import { files } from '../support/files'
import { rightsDoc, useCases } from '../support/rights-doc'

test('docs/rights.md says what the code says; npm run docs:rights writes it anew', () => {
  const written = readFileSync('docs/rights.md', 'utf8')
  expect(written).toBe(rightsDoc(written))
})

test('every page and route behind sign-in has its door in the matrix', () => {
  const found = files('app/(portal)', /^(page\.tsx|route\.ts)$/).map((file) =>
    file.replace('app/(portal)', '').replace(/\/(page\.tsx|route\.ts)$/, ''),
  )
  expect([...Object.keys(DOORS), ...OWN_DOORS].sort()).toEqual(found.sort())
})

test('every use case and query that takes an actor is in the matrix', () => {
  const rooms = [
    'identity',
    'approvals',
    'operations',
    'company',
    'subscriptions',
    'grants',
    'billing',
    'journeys',
    'audit',
  ]
  const listed = new Set(useCases().map(({ name }) => name))
  // What decides nothing by itself: it is called by what has asked.
  const parts =
    /^(loadUser|proveAgain|provePassword|loadDraft|loadSelf|loadFrame|beginChange|chosenLines|lookAtLines|selectLines|viewedSubject|lookingAs|changedSince|copiedFrom|apply|whoMaySql|monthSums|lineTarget|auditActor|provenRecently|schedulesInReach|actorOf|findApproved|usageTaken|narrowed)$/
  for (const file of rooms.flatMap((room) => files(`lib/${room}`, /\.ts$/)))
    for (const [, name] of readFileSync(file, 'utf8').matchAll(
      /export (?:async )?function\*? ?(\w+)\(\s*actor: Actor/g,
    ))
      if (!parts.test(name!)) expect(listed.has(name!), `${file} ${name}`).toBe(true)
})

test('every acceptance test of rights exists, and the page names it', () => {
  const tests = files('tests', /\.test\.ts$/)
  const names = tests.map((file) => readFileSync(file, 'utf8')).join('\n')
  const page = readFileSync('docs/rights.md', 'utf8')
  for (let n = 1; n <= 13; n++) {
    expect(names, `A${n}`).toMatch(new RegExp(`test\\(\\s*['\`]A${n} `))
    expect(page, `A${n}`).toMatch(new RegExp(`\\| A${n} +\\|`))
  }
})
