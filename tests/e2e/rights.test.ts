import { gzipSync } from 'node:zlib'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Permission } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS, TEMPLATES } from '@/lib/rights/templates'
import { launchBrowser } from '../support/browser'
import { DOORS, PERSONAL, type Things } from '../support/doors'
import { here } from '../support/here'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
let db: pg.Client
beforeAll(async () => {
  browser = await launchBrowser()
  db = new pg.Client({ connectionString: here().database })
  await db.connect()
})
afterAll(async () => {
  await db.end()
  await browser.close()
})

const one = async (sql: string, ...values: unknown[]) => (await db.query(sql, values)).rows[0]
const userId = async (account: string) => {
  const [login, slug] = account.split('@')
  const row = await one(
    'SELECT u.id FROM "user" u JOIN company c ON c.id = u.company_id WHERE u.login = $1 AND c.slug = $2',
    login,
    slug,
  )
  return row.id as string
}
const eveHolds = async (template: string | null) => {
  const eve = await userId('eve@acme')
  await db.query('UPDATE "grant" SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL', [eve])
  if (template)
    await db.query(
      `INSERT INTO "grant" (id, company_id, user_id, template, valid_from) SELECT gen_random_uuid(), company_id, id, $2, now() - interval '1 hour' FROM "user" WHERE id = $1`,
      [eve, template],
    )
}

describe('every page and route', () => {
  let things: Things
  beforeAll(async () => {
    const acme = (await one("SELECT id FROM company WHERE slug = 'acme'")).id
    const chief = await userId('admin@acme')
    const draft = await one(
      `INSERT INTO rights_draft (id, company_id, by_id, kind, proposal, seen_version, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'edited', '{"groups":[]}', 0, now()) RETURNING id`,
      acme,
      chief,
    )
    const review = await one(
      'INSERT INTO access_review (id, company_id, by_id, begun_at, closed_at) VALUES (gen_random_uuid(), $1, $2, now(), now()) RETURNING id',
      acme,
      chief,
    )
    things = {
      user: await userId('dan@acme'),
      line: (await one("SELECT id FROM subscription WHERE msisdn = '+36301112002'")).id,
      bill: (await one('SELECT id FROM bill WHERE company_id = $1 LIMIT 1', acme)).id,
      draft: draft.id,
      review: review.id,
    }
  })

  /** What each door answers to somebody. */
  async function tried(persona: string): Promise<Record<string, number>> {
    const page = await visit(browser)
    await openAs(page, persona)
    const answers: Record<string, number> = {}
    for (const [path, { at }] of Object.entries(DOORS)) {
      const answer = await page.context().request.get(at(things), { maxRedirects: 0 })
      answers[path] = answer.status()
    }
    await page.context().close()
    return answers
  }
  const expected = (may: (fn: Permission) => boolean, user: boolean) =>
    Object.fromEntries(
      Object.entries(DOORS).map(([path, { opens }]) => {
        if (opens === 'numbers too') return [path, 200]
        const open = opens === 'profile:edit' ? user : opens !== null && may(opens)
        return [path, open && !PERSONAL.includes(path) ? 200 : 404]
      }),
    )

  test.each(TEMPLATE_KEYS)('as %s', async (key) => {
    await eveHolds(key)
    const held = TEMPLATES[key] as readonly Permission[]
    expect(await tried('eve@acme')).toEqual(expected((fn) => held.includes(fn), true))
    await eveHolds(null)
  })

  test('as a main administrator, as nobody, as a number, and as the stranger from the other company', async () => {
    expect(await tried('admin@acme')).toEqual({ ...expected(() => true, true), '/rights/review/[id]': 200 })
    expect(await tried('eve@acme')).toEqual(expected(() => false, true))
    expect(await tried('36301112001')).toEqual(expected(() => false, false))
    const foreign = (path: string) =>
      /\[(id|number)\]/.test(path) || path === '/rights/view' || path === '/rights/who'
    const stranger = Object.fromEntries(
      Object.entries(expected(() => true, true)).map(([path, status]) => [
        path,
        foreign(path) ? 404 : status,
      ]),
    )
    expect(await tried('admin@globex')).toEqual(stranger)
  })

  test('a fleet manager of one cost centre reaches its lines and no others', async () => {
    const page = await visit(browser)
    await openAs(page, 'dan@acme')
    const status = async (path: string) =>
      (await page.context().request.get(path, { maxRedirects: 0 })).status()
    const outside = await one(
      "SELECT l.id FROM subscription l JOIN company c ON c.id = l.company_id LEFT JOIN cost_centre x ON x.id = l.cost_centre_id WHERE c.slug = 'acme' AND coalesce(x.name, '') <> 'Drivers' LIMIT 1",
    )
    expect([
      await status(`/lines/${things.line}`),
      await status(`/lines/${outside.id}`),
      await status('/bills'),
    ]).toEqual([200, 404, 404])
    await page.goto(`/lines/${things.line}`)
    // What is not allowed says why, and offers to ask.
    await page.getByText('See itemised usage: has not been granted').waitFor()
    await page.getByRole('link', { name: 'Ask for it' }).click()
    await page.getByRole('textbox', { name: 'Why do you need it?' }).fill('A driver disputes his bill')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.getByText('You will be told by e-mail when it is decided.').waitFor()
    const chief = await visit(browser)
    await openAs(chief, 'admin@acme')
    await chief.goto('/approvals')
    await chief.getByText('A driver disputes his bill').waitFor()
    await chief.getByRole('button', { name: 'Give for a day' }).click()
    await chief.getByText('Given. Whoever asked is told.').waitFor()
    expect(await status(`/lines/${things.line}/usage`)).toBe(200)
    for (const each of [page, chief]) await each.context().close()
  })
})

describe.each([
  { name: 'with scripts at a desk', javaScriptEnabled: true, width: 1440 },
  { name: 'without scripts on a phone', javaScriptEnabled: false, width: 320 },
])('the editor $name', ({ javaScriptEnabled, width }) => {
  const open = async () => {
    const page = await visit(browser, { javaScriptEnabled, viewport: { width, height: 900 } })
    await openAs(page, 'admin@acme')
    return page
  }
  const review = async (page: Page, apply: RegExp) => {
    await page.getByRole('heading', { name: 'What changes, for whom' }).waitFor()
    await page.getByRole('textbox', { name: 'Why' }).fill('As agreed')
    await page.getByRole('button', { name: apply }).click()
    await page.getByText('is in force, from everybody’s next click on').waitFor()
  }

  test('a role and a function are given, reviewed in sentences, applied, and taken back', async () => {
    await eveHolds(null)
    const page = await open()
    await page.goto('/rights?q=eve')
    await page.getByRole('link', { name: 'Eve Őri' }).click()
    await page.getByRole('combobox', { name: 'Add a role' }).selectOption({ label: 'Finance' })
    await page.getByRole('checkbox', { name: 'read the audit, the whole company' }).check()
    await page.getByRole('button', { name: 'Review the change' }).click()
    await page
      .getByText(/will be able to:/)
      .first()
      .waitFor()
    expect(await page.getByText(/pay bills/).count()).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await review(page, /Apply for 1 person/)
    const eve = await visit(browser)
    await openAs(eve, 'eve@acme')
    expect((await eve.goto('/audit'))?.status()).toBe(200)
    await page.getByRole('button', { name: /^Take back #/ }).click()
    await review(page, /Apply for 1 person/)
    expect((await eve.goto('/audit'))?.status()).toBe(404)
    for (const each of [page, eve]) await each.context().close()
  })

  test('forty drivers’ numbers are limited at once, and one of them sees why', async () => {
    const page = await open()
    await page.goto('/rights/numbers')
    if (width < 640) await page.locator('summary', { hasText: 'Filters' }).click()
    await page.getByRole('combobox', { name: 'Cost centre' }).selectOption({ label: 'Drivers' })
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('button', { name: 'Limit all found' }).click()
    await page.getByRole('radio', { name: 'See data left, block the SIM' }).check()
    await page.getByRole('button', { name: 'Review the change' }).click()
    await review(page, /Apply for +40 numbers/)
    const driver = await visit(browser)
    await openAs(driver, '36301112001')
    await driver.getByText('your company has limited it for this number').first().waitFor()
    await page.getByRole('button', { name: /^Take back #/ }).click()
    await review(page, /Apply for +40 numbers/)
    for (const each of [page, driver]) await each.context().close()
  })

  test('why one person cannot download a bill is said in a sentence, with who else can', async () => {
    const page = await open()
    await page.goto('/rights?q=dan')
    await page.getByRole('link', { name: 'Dan Szűcs' }).click()
    await page.getByRole('link', { name: 'Why', exact: true }).click()
    await page.getByRole('combobox', { name: 'Permission' }).selectOption({ label: 'see bills' })
    await page.getByRole('button', { name: 'Answer' }).click()
    await page.getByText('May not see bills: has not been granted.').waitFor()
    await page.getByRole('link', { name: 'Who else may?' }).click()
    await page.getByRole('link', { name: 'Cleo Fekete' }).waitFor()
    await page.context().close()
  })
})

test('the matrix is worked by keyboard: arrows, a space, what is needed comes along and is announced', async () => {
  await eveHolds(null)
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  await page.goto(`/rights/people/${await userId('eve@acme')}`)
  const lines = page.getByRole('checkbox', { name: 'see lines, the whole company' })
  // This box comes with the scripts: a key pressed before them would only tick, as it does without any.
  await page.getByRole('checkbox', { name: 'Only differences' }).waitFor()
  await lines.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  expect(
    await page.getByRole('checkbox', { name: 'see itemised usage, the whole company' }).isChecked(),
  ).toBe(true)
  expect(await lines.isChecked()).toBe(true)
  await page.getByText('Ticked along, because it is needed: see lines').waitFor()
  await page.getByText('Changed: 2').waitFor()
  const group = page.getByRole('checkbox', { name: 'Lines, the whole company', exact: true })
  expect(await group.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true)
  await lines.uncheck()
  expect(
    await page.getByRole('checkbox', { name: 'see itemised usage, the whole company' }).isChecked(),
  ).toBe(false)
  await group.check()
  await page.getByRole('checkbox', { name: 'Only differences' }).check()
  expect(await page.getByRole('checkbox', { name: 'see users, the whole company' }).isVisible()).toBe(false)
  expect(await lines.isVisible()).toBe(true)
  await page.context().close()
})

test('looking through somebody’s eyes shows their portal on every page, and changes nothing', async () => {
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  await page.goto(`/rights/view?user=${await userId('cleo@acme')}`)
  await page.getByRole('button', { name: 'View as this person' }).click()
  await page.getByText('You are looking at the portal as cleo@acme').waitFor()
  expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0)
  expect((await page.goto('/profile'))?.status()).toBe(404)
  await page.goto('/reports')
  await page.getByRole('button', { name: 'Stop looking' }).click()
  await page.getByRole('link', { name: 'Users' }).first().waitFor()
  await page.context().close()
})

test('the editor opens with 60 kB at most: the page, and the scripts that are its own', async () => {
  const page = await visit(browser)
  await openAs(page, 'admin@acme')
  const load = async (path: string) => {
    const html = await (await page.context().request.get(path)).text()
    const scripts = new Set(
      [...html.matchAll(/src="(\/_next\/static\/chunks\/[^"]+)"/g)].map(([, src]) => src!),
    )
    return { html: gzipSync(html).length, scripts }
  }
  const plain = await load('/audit')
  const editor = await load(`/rights/people/${await userId('dan@acme')}`)
  let own = 0
  for (const src of editor.scripts)
    if (!plain.scripts.has(src)) own += gzipSync(await (await page.context().request.get(src)).body()).length
  expect(editor.html + own).toBeLessThan(60_000)
  await page.context().close()
})
