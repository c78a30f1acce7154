import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser } from '../support/people'
import { type Form, Visitor } from '../support/visitor'

// A browser without scripts whose cookie has become somebody else's since its page was drawn, or whose page is of a build
// before: nothing is done, and nothing typed is lost.
let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

const TYPED = {
  login: 'newcomer',
  name: 'New Őne',
  email: 'new@x.example',
  mobile: '30 999 8877',
  language: '',
}
/** What the page of a user who was just created says. */
const SAID = 'has been created. The temporary password'
const created = () => context.db.user.count({ where: { login: TYPED.login } })
const signedIn = async () => sessionOf(context, (await aCompany(context)).admin.name)
/** The form that a page of what was kept asks for the page with. */
const refillOf = ({ text }: { text: string }): [string, string][] =>
  [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
    name!,
    value!,
  ])
const staleOf = ({ path, fields }: Form): Form => ({
  path,
  fields: fields.map(([name, value]) => [
    name,
    value.replace(/"id":"[0-9a-f]{42}"/, `"id":"${'4'.repeat(42)}"`),
  ]),
})
const shownIn = (text: string, name: string) =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(text)?.[1]

describe('a form without scripts', () => {
  test('of somebody who is signed in here no more does nothing for whoever is, and comes back', async () => {
    const [ada, eve] = [await signedIn(), await signedIn()]
    const form = await ada.form('/users/new', 'Create')
    const own = new Map(ada.cookies)
    const seen = await ada.get('/overview')
    ada.cookies.set('session', eve.cookies.get('session')!)
    const answer = await ada.send(form, TYPED)
    expect(answer.status).toBe(409)
    expect(answer.text).toMatch(/this page was opened as \S+, and by now \S+ is signed in here/)
    for (const typed of ['newcomer', 'New Őne', '30 999 8877']) expect(answer.text).toContain(typed)
    expect(await created()).toBe(0)
    // As whose page it was again, it is filled in; and sent, done.
    ada.cookies.set('session', own.get('session')!)
    const again = await ada.post('/users/new', refillOf(answer))
    expect(again.status).toBe(200)
    expect(again.text).toContain('Nothing is sent yet')
    expect(shownIn(again.text, 'email')).toBe('new@x.example')
    expect(again.text.includes(seen.text.slice(0, 20))).toBe(true)
    expect((await ada.send(form, TYPED)).status).toBe(303)
    expect(await created()).toBe(1)
  })

  test('of nobody any more says where to sign in, and is kept until then', async () => {
    const ada = await signedIn()
    const form = await ada.form('/users/new', 'Create')
    const session = ada.cookies.get('session')!
    ada.cookies.delete('session')
    const answer = await ada.send(form, { ...TYPED, login: 'nobody' })
    expect([answer.status, answer.text.includes('href="/sign-in"')]).toEqual([409, true])
    // Asked for while nobody is signed in, the page would lead away from what was typed.
    const still = await ada.post('/users/new', refillOf(answer))
    expect(still.status).toBe(409)
    expect(shownIn(still.text, 'login')).toBe('nobody')
    ada.cookies.set('session', session)
    expect(shownIn((await ada.post('/users/new', refillOf(still))).text, 'login')).toBe('nobody')
  })

  test('of a build before is recognised, and sent again from the page of this one', async () => {
    const ada = await signedIn()
    const form = await ada.form('/users/new', 'Create')
    const answer = await ada.send(staleOf(form), { ...TYPED, login: 'older' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('has been updated since this page was opened')
    // Its action has another name by now: it is known by its fields.
    const fields = refillOf(answer).map(([name, value]): [string, string] => [
      name,
      name === '$form' ? 'x' : value,
    ])
    const page = await ada.post('/users/new', fields)
    expect(shownIn(page.text, 'login')).toBe('older')
    expect((await ada.send(form, { ...TYPED, login: 'older' })).status).toBe(303)
  })

  test('of whose page nothing is known is refused, with what was typed', async () => {
    const ada = await signedIn()
    const form = await ada.form('/users/new', 'Create')
    const fields = form.fields.filter(([name]) => name !== '$owner')
    const answer = await ada.send({ ...form, fields }, { ...TYPED, login: 'unsaid' })
    expect(answer.text).toContain('has been updated since this page was opened')
    expect(shownIn(answer.text, 'login')).toBe('unsaid')
    expect(await context.db.user.count({ where: { login: 'unsaid' } })).toBe(0)
  })
})

test('what was done is said once: not by a reload, nor by an address that somebody sends', async () => {
  const ada = await signedIn()
  const made = await ada.send(await ada.form('/users/new', 'Create'), { ...TYPED, login: 'once' })
  const page = async (query = '') => (await ada.get(`${made.location}${query}`)).text
  expect(made.location).toMatch(/^\/users\/[0-9a-f-]{36}$/)
  // Neither what is fetched ahead nor another page takes it away.
  await ada.fetch(made.location!, { headers: { rsc: '1', 'next-router-prefetch': '1' } })
  expect((await ada.get('/users')).text).not.toContain(SAID)
  expect(await page()).toContain(SAID)
  for (const query of ['', '?done=created', '?done=1']) expect(await page(query)).not.toContain(SAID)
})

describe('a step of signing in', () => {
  const cardOf = async (browser: Visitor, path: string, fields: Record<string, string>) =>
    JSON.parse((await browser.step(path, fields)).text) as {
      step: string
      card?: { attempt: string; step: string; login: string }
      state: { refusal?: { sentence: string } }
    }

  test('that was left behind in another tab sends nothing to whom is signing in by now', async () => {
    const browser = new Visitor()
    const ada = (await cardOf(browser, '/sign-in/steps/name', { name: 'admin@acme' })).card!
    const eve = (
      await cardOf(browser, '/sign-in/steps/name', { name: 'admin@globex', $attempt: ada.attempt })
    ).card!
    expect([ada.step, eve.step, eve.attempt === ada.attempt]).toEqual(['password', 'password', false])
    const answer = await cardOf(browser, '/sign-in/steps/password', {
      password: 'for Ada',
      $attempt: ada.attempt,
    })
    expect(answer.state.refusal?.sentence).toContain('in another tab')
    // Where it stands now, so that what is typed next is meant for it.
    expect(answer.card).toMatchObject({ attempt: eve.attempt, step: 'password', login: 'admin@globex' })
    const next = await cardOf(browser, '/sign-in/steps/password', {
      password: 'for Eve',
      $attempt: eve.attempt,
    })
    expect(next.state.refusal?.sentence).toContain('not right')
    // Without scripts likewise, on the page.
    const page = await browser.step(
      '/sign-in/steps/password',
      { password: 'x', $attempt: ada.attempt },
      { accept: 'text/html' },
    )
    expect([page.status, page.location]).toEqual([303, '/sign-in'])
    expect((await browser.get('/sign-in')).text).toContain('in another tab')
  })
})

test('every form of every page of a company says whose it is', async () => {
  const { admin } = await aCompany(context)
  const ada = await sessionOf(context, admin.name)
  const eve = await aUser(context, admin)
  const paths = [
    ...[
      '/overview',
      '/users/new',
      '/profile',
      '/settings/security',
      '/reports',
      '/rights/file',
      '/rights/access',
    ],
    ...[
      '/rights/roles/edit?copy=finance',
      '/approvals/rules',
      '/approvals/ask?fn=line:edit',
      '/profile/backup-codes',
    ],
    ...[`/users/${eve.id}`, `/rights/people/${eve.id}`, `/rights/people/${eve.id}/leave`],
    ...[`/rights/people/${eve.id}/substitute`, `/rights/view?user=${eve.id}`],
  ]
  let count = 0
  for (const path of paths) {
    const { text } = await ada.get(path)
    const forms = (text.match(/<form[\s\S]*?<\/form>/g) ?? []).filter(
      (form) => form.includes('$ACTION') && !/Sign out|name="theme"/.test(form),
    )
    count += forms.length
    for (const form of forms) expect(form, path).toContain(`name="$owner" value="user:${admin.subject.id} - `)
  }
  expect(count).toBeGreaterThan(15)
})

test('the page of what was kept is nobody’s by itself', async () => {
  expect((await new Visitor().get('/kept')).status).toBe(404)
})
