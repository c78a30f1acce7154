// npm run bench -- loop: how long the largest forms and files of a customer hold the event loop. What they answer is
// asserted; how long is a measure of this machine.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { KINDS, kindOf } from '@/bin/lib/kinds.mjs'
import { actions, type BuiltAction } from '../support/build'
import { held, LONGEST, timed } from '../support/held'
import { growAcme, HELD, type Large } from '../support/large-company'
import { preparedDatabase, type Running, startPortal } from '../support/portal'
import { type Answer, type Form, Visitor } from '../support/visitor'

/** As many boxes as a form of one person sends at most, besides its other fields. */
const BOXES = 1_900

let portal: Running
let acme: Large
let ada: Visitor
let eve: Visitor

beforeAll(async () => {
  const database = await preparedDatabase(inject('adminUrl'))
  acme = await growAcme(database)
  portal = await startPortal(database, {}, ['--import', './tests/support/loop-probe.mjs'])
  ada = await new Visitor(portal.url).openAs('admin@acme')
  eve = await new Visitor(portal.url).openAs('eve@acme')
}, 120_000)
afterAll(async () => {
  await portal?.stop()
  const slowest = holds.toSorted(([, a], [, b]) => b - a).slice(0, 20)
  const line = ([what, ms]: [string, number]) =>
    `${ms.toFixed(0).padStart(5)} ms  ${ms <= LONGEST ? 'met' : 'WARNING: missed'}  ${what}`
  console.log(`Held the event loop, wanted ≤ ${LONGEST} ms\n${slowest.map(line).join('\n')}`)
})

const holds: [string, number][] = []
function note(what: string, ms: number): void {
  holds.push([what, ms])
}
async function quickly<T>(what: string, ask: () => Promise<T>): Promise<T> {
  const [ms, answer] = await held(portal, ask)
  note(what, ms)
  return answer
}

const opened = async (who: Visitor, path: string, what = path) =>
  expect((await quickly(what, () => who.get(path))).status, path).toBe(200)
/** Where a form leads; what it says where it is refused. */
const leads = ({ location, text }: Answer): string =>
  location ?? /data-refusal[^>]*>|role="alert"[^>]*>([\s\S]{0,300})/.exec(text)?.[1] ?? text.slice(0, 300)
const proposed = (answer: Answer): string => {
  expect(leads(answer)).toMatch(/^\/rights\/review\//)
  return leads(answer)
}
/** What a form proposes; the address of its review. */
const proposes = async (what: string, form: Form, values: Record<string, string | string[]>) =>
  proposed(await quickly(what, () => ada.send(form, values)))
/** Reviews and applies what was proposed, and takes it back: all that the change is asked for. */
async function reviewedAndApplied(what: string, proposal: string): Promise<void> {
  await opened(ada, proposal, `${what}: reviewed`)
  let [at, best] = [proposal, Number.POSITIVE_INFINITY]
  for (let round = 0; round < 3 && best > LONGEST; round++) {
    const form = await ada.form(at, 'Apply')
    const [ms, answer] = await timed(portal, () => ada.send(form, { reason: 'As large as it gets' }))
    const location = leads(answer)
    expect(location).toMatch(/^\/rights\/changes\/\d+/)
    best = Math.min(best, ms)
    await opened(ada, location, `${what}: the change`)
    const undo = await ada.form(location, 'Take back')
    at = await proposes(`${what}: taken back`, undo, {})
    if (round === 0) await opened(ada, at, `${what}: taking back reviewed`)
  }
  note(`${what}: applied`, best)
}
const boxes = (ids: readonly string[], fn = 'line:view') =>
  Object.fromEntries(ids.map((id) => [`item:${fn}@line:${id}`, 'on']))

describe('no form or file of a customer holds the event loop', () => {
  test('made-up boxes are refused before anything is judged', async () => {
    const form = await ada.form(`/rights/people/${acme.people[0]}`, 'Review the change')
    const made = Array.from({ length: 2_400 }, () => crypto.randomUUID())
    const beyond = await quickly('boxes beyond', () => ada.send(form, boxes(made)))
    expect(beyond.text).toContain('So many boxes are on no page')
    const { text } = await quickly('made-up boxes', () => ada.send(form, boxes(made.slice(0, BOXES))))
    expect(text).toContain('There is no such place in the company: 1,900 places')
  })

  test('as many boxes as a form can send', async () => {
    const form = await ada.form(`/rights/people/${acme.people[0]}`, 'Review the change')
    const lines = acme.lines.slice(0, BOXES).map(({ id }) => id)
    await reviewedAndApplied('boxes', await proposes('boxes', form, boxes(lines)))
  })

  test('a file of rights: thousands for one, for all, and as long as it can be', async () => {
    const form = await ada.form('/rights/file', 'Review the change')
    const send = (what: string, rows: string[]) =>
      quickly(what, () =>
        ada.post('/rights/file', [
          ...form.fields.filter(([name]) => name !== 'file'),
          ['file', new File([['user,what,where,until', ...rows].join('\n')], 'rights.csv')],
        ]),
      )
    const one = acme.lines.slice(0, HELD - 10).map(({ ident }) => `p5000,line:edit,line:${ident},`)
    await reviewedAndApplied('file for one', proposed(await send('file for one', one)))
    const all = Array.from({ length: 2_400 }, (_, n) => [
      `p${n + 1},fleet_manager,company,`,
      `p${n + 1},orders,line:${acme.lines[n]!.ident},`,
    ])
    await opened(ada, proposed(await send('file for all', all.flat())), 'file for all: reviewed')
    const many = acme.people.map((_, n) => `p${n + 1},orders,line:${acme.lines[n % 4_000]!.ident},`)
    expect((await send('file of too much', many)).text).toContain('given and taken at once')
    const over = acme.lines.map(({ ident }) => `p3,line:edit,line:${ident},`)
    expect((await send('file beyond what one may hold', over)).text).toContain('at most 4,000 rights')
    // As many bytes as the door lets in: of rows that say nothing, and of one that never ends.
    const unknown = Array.from({ length: 49_000 }, (_, n) => `nobody${n},line:view,line:+3620${n},`)
    expect((await send('file of nobody', unknown)).status).toBe(200)
    expect((await send('file of one row', ['x'.repeat(1_890_000)])).text).toContain('longer than 64 kB')
    expect((await send('file too large', ['x'.repeat(1_910_000)])).text).toContain('at most 1.9 MB')
  })

  test('everybody at once: given, replaced, copied; beyond the bound a sentence', async () => {
    const page = '/rights/change?all=1&q=Person'
    await opened(ada, page)
    const common = { mode: 'give', place: 'company' }
    const form = await ada.form(page, 'Review the change')
    await reviewedAndApplied('all', await proposes('all', form, { ...common, role: 'auditor' }))
    const some = await ada.form('/rights/change?all=1&q=Person+08', 'Review the change')
    const replaced = await proposes('replaced', some, { ...common, mode: 'replace', role: 'orders' })
    await opened(ada, replaced, 'replaced: reviewed')
    const { text } = await quickly('copied', () => ada.send(form, { ...common, mode: 'copy', from: 'eve' }))
    expect(text).toContain('rights can be given and taken at once')
  })

  test('all numbers, and the role that everybody holds', async () => {
    const limit = await ada.form('/rights/numbers/limit?all=1', 'Review the change')
    await reviewedAndApplied('numbers', await proposes('numbers', limit, { preset: 'see_only', all: '' }))
    const role = await ada.form(`/rights/roles/edit?id=${acme.role}`, 'Review the change')
    const kept = role.fields.filter(([name], n) => !name.startsWith('item:') || n % 2 === 0)
    await opened(ada, await proposes('role of all', { ...role, fields: kept }, {}), 'role of all: reviewed')
  })

  test('whoever holds as much as is allowed opens every page, and so does who looks at them', async () => {
    for (const page of ['/overview', '/lines', '/profile', '/profile/rights', '/approvals'])
      await opened(eve, page)
    const of = `/rights/people/${acme.full}`
    for (const page of ['', '?tab=see', '?tab=why', '?tab=history', '?skip=3996', '/substitute', '/leave'])
      await opened(ada, `${of}${page}`, `who holds most: ${page}`)
    for (const page of [
      `/users/${acme.full}`,
      '/rights?q=Eve',
      '/rights/who?fn=line%3Aview&on=company',
      `/rights/change?id=${acme.full}`,
      '/rights/changes',
      '/approvals',
      '/reports',
      '/audit',
      '/lines?q=620',
    ])
      await opened(ada, page)
  })

  test('lines by the thousand are moved to where ten people hold as much as is allowed', async () => {
    const page = '/lines/move?all=1&q=62060&name=BIG'
    await opened(ada, page)
    const form = await ada.form(page, 'Move')
    const [ms, answer] = await timed(portal, () => ada.send(form))
    expect(leads(answer)).toContain('/lines')
    note('lines moved', ms)
  })

  test('an access review of everything, and files of the whole company', async () => {
    for (const path of ['/rights/file/export', '/lines/export?format=csv']) await opened(ada, path)
    const begin = await ada.form('/rights/access', 'Begin')
    const [ms, { location }] = await timed(portal, () => ada.send(begin))
    note('access review: begun', ms)
    await opened(ada, location!, 'access review')
    await opened(ada, `${location}/csv`, 'access review: file')
    const decide = await ada.form(location!, 'Confirm the selected')
    const shown = (await ada.get(location!)).text.matchAll(/name="id"[^>]* value="([^"]{36})"/g)
    const real = [...shown].map(([, id]) => id!)
    const made = Array.from({ length: 2_400 - real.length }, () => crypto.randomUUID())
    const decision = { decision: 'confirm', id: [...real, ...made] }
    expect(leads(await quickly('access review: decided', () => ada.send(decide, decision)))).toContain(
      '/rights/access/',
    )
    const close = await ada.form(location!, 'Sign off')
    expect((await quickly('access review: closed', () => ada.send(close))).text).toContain('undecided')
  })

  test('a hundred requests decided, a substitute for and the leave of who holds most', async () => {
    await opened(ada, '/approvals')
    const decide = await ada.form('/approvals', 'Reject')
    const asked = [...(await ada.get('/approvals')).text.matchAll(/name="requests" value="([^"]+)"/g)]
    const requests = asked.map(([, id]) => id!).join(' ')
    expect(requests.length).toBeGreaterThan(100 * 37 - 2)
    const [decided, answered] = await timed(portal, () => ada.send(decide, { requests, decision: 'reject' }))
    expect(leads(answered)).toContain('/approvals')
    note('requests decided', decided)
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
    const days = { from: day(1), until: day(20) }
    const appoint = await ada.form(`/rights/people/${acme.full}/substitute`, 'Appoint')
    const [appointed, answer] = await timed(portal, () => ada.send(appoint, { ...days, substitute: 'cleo' }))
    expect(leads(answer)).toContain('/substitute')
    note('substitute appointed', appointed)
    const leave = await ada.form(`/rights/people/${acme.full}/leave`, 'Offboard')
    const [left, gone] = await timed(portal, () => ada.send(leave, { reason: 'Gone' }))
    expect(leads(gone)).toMatch(/^\/rights\/changes\/\d+/)
    note('left', left)
    await opened(ada, leads(gone))
  })

  test('every form of the build, as long and as wide as the door lets it in', async () => {
    const other = await new Visitor(portal.url).openAs('admin@acme')
    const any = await other.form('/users/new', 'Create')
    // Whoever is signed out is a stranger to the rest.
    const all = actions().toSorted(
      (a, b) => Number(/^signOut/.test(a.name)) - Number(/^signOut/.test(b.name)),
    )
    for (const action of all)
      for (const how of ['long', 'wide'] as const)
        await quickly(`${action.name}, ${how}`, () => other.post(action.path, as(any, action, how)))
  }, 60_000)
})

const NAMES = [
  'id',
  'name',
  'login',
  'email',
  'mobile',
  'reason',
  'answer',
  'value',
  'comment',
  'requests',
  'selection',
]
NAMES.push(
  'had',
  'people',
  'password',
  'proof',
  'code',
  'line',
  'place',
  'role',
  'until',
  'label',
  'from',
  'response',
)
/** A form of any action: a few long fields, or thousands of short ones. */
function as({ fields }: Form, { id, path }: BuiltAction, how: 'long' | 'wide'): [string, string][] {
  const own = fields
    .filter(([name]) => name.startsWith('$ACTION'))
    .map(([name, value]): [string, string] => [name, value.replace(/"id":"[0-9a-f]+"/, `"id":"${id}"`)])
  const room = (kindOf(path).member ?? KINDS.page!.member!) - 20_000
  if (how === 'long')
    return [...own, ...NAMES.map((name): [string, string] => [name, 'a@1 '.repeat(room / NAMES.length / 4)])]
  return [...own, ...Array.from({ length: room / 160 }, (): [string, string] => ['id', crypto.randomUUID()])]
}
