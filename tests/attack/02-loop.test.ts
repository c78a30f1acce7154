import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import { DAY } from '@/lib/kernel/clock'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { held, LONGEST } from '../support/held'
import { type Inside, insidePortal } from '../support/inside'
import { growAcme, type Large } from '../support/large-company'
import { value } from '../support/people'
import { preparedDatabase, type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

/** As many boxes as a form of one person sends at most, besides its other fields. */
const BOXES = 1_900

let portal: Running
let context: Inside
let acme: Large
let ada: Visitor

beforeAll(async () => {
  const database = await preparedDatabase(inject('adminUrl'))
  acme = await growAcme(database)
  portal = await startPortal(database, {}, ['--import', './tests/support/loop-probe.mjs'])
  ada = await new Visitor(portal.url).openAs('admin@acme')
  context = insidePortal({ database, url: portal.url })
}, 120_000)
afterAll(async () => {
  await context?.close()
  await portal?.stop()
})

async function quickly<T>(what: string, ask: () => Promise<T>): Promise<T> {
  const [ms, answer] = await held(portal, ask)
  expect.soft(ms, what).toBeLessThanOrEqual(LONGEST)
  return answer
}

const boxes = (ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [`item:line:view@line:${id}`, 'on']))
const made = Array.from({ length: 2_400 }, () => crypto.randomUUID())
const formOf = (n: number) => ada.form(`/rights/people/${acme.people[n]}`, 'Review the change')

test('made-up boxes are refused before anything is judged', async () => {
  const form = await formOf(0)
  const most = await quickly('as many boxes as the door lets in', () => ada.send(form, boxes(made)))
  expect(most.text).toContain('So many boxes are on no page')
  const beyond = Array.from({ length: 5_900 }, () => crypto.randomUUID())
  expect((await quickly('boxes beyond', () => ada.send(form, boxes(beyond)))).status).toBe(413)
  const { text } = await quickly('made-up boxes', () => ada.send(form, boxes(made.slice(0, BOXES))))
  expect(text).toContain('There is no such place in the company: 1,900 places')
})

test('a large form that comes back', async () => {
  const form = await formOf(1)
  const others = form.fields.map(([name, value]): [string, string] => [
    name,
    name === '$owner' ? value.replace(/:[0-9a-f]{8}/, ':00000000') : value,
  ])
  const kept = await quickly('a form of somebody else', () =>
    ada.send({ ...form, fields: others }, boxes(made)),
  )
  expect([kept.status, kept.text.includes(made[0]!)]).toEqual([409, true])
})

test('meanwhile others feel nothing of it', async () => {
  const form = await formOf(5)
  const attack = async (going: () => boolean) => {
    while (going()) await ada.send(form, boxes(made.slice(0, BOXES)))
  }
  expect((await whatBystandersFeel(portal.url, attack, 2)).ratio).toBeLessThan(FELT)
})

test('a file that is processed in this process holds none of its pages', async () => {
  const scope = { kinds: ['usage'], companies: null, days: 1 }
  const { key } = value(await createApiKey('loop', scope, context))
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv', prefer: 'wait=50' }
  const at = new Date(Date.now() - DAY).toISOString()
  const rows = Array.from({ length: 10_000 }, (_, n) => {
    const { ident } = acme.lines[n % acme.lines.length]!
    return `acme,${ident},${at},loop-${n},voice,60,0.10`
  })
  const body = `company,line,at,reference,kind,quantity,net\n${rows.join('\n')}`
  const send = () => fetch(`${portal.url}/api/intake/usage`, { method: 'POST', headers, body })
  // Sent again it is read again, since what was taken before changes nothing.
  const answer = await quickly('a file of 10,000 rows', async () => (await send()).json())
  expect(answer).toMatchObject({ taken: true, state: 'taken', rows: 10_000, problems: [] })
})
