import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.each([
  { name: 'on a desk', javaScriptEnabled: true, width: 1440, number: '2021' },
  { name: 'on a phone, without scripts', javaScriptEnabled: false, width: 390, number: '2022' },
])('lines are found, narrowed, opened and named $name', async ({ javaScriptEnabled, width, number }) => {
  const page = await visit(browser, { javaScriptEnabled, viewport: { width, height: 900 } })
  await openAs(page, 'admin@acme')
  await page.getByRole('link', { name: 'Lines' }).first().click()
  await page.getByRole('heading', { name: 'Lines' }).waitFor()
  // On a phone the lines begin on the first screen, and the filters wait behind their button.
  const narrow = async () => {
    if (width < 640) await page.locator('summary', { hasText: 'Filters' }).click()
    await page.getByRole('combobox', { name: 'Cost centre' }).selectOption('Drivers')
  }
  if (width < 640) {
    expect(await page.getByRole('combobox', { name: 'Cost centre' }).count()).toBe(0)
    expect((await page.locator('tbody tr').first().boundingBox())!.y).toBeLessThan(300)
  }
  await narrow()
  // What the filters show is what is taken, also before the list follows them.
  if (javaScriptEnabled) {
    // A choice it follows at once; what is typed, once it is sent.
    await page.getByRole('link', { name: 'Remove: Cost centre: Drivers' }).waitFor()
    await page.getByRole('searchbox').fill('Driver')
    await page.getByText('The list does not show these choices yet.').waitFor()
  }
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const taken = readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .slice(1, -1)
  for (const row of taken) expect(row).toContain('"Drivers"')
  await page.getByRole('button', { name: 'Change all of this list' }).click()
  await page.getByRole('heading', { name: `${taken.length} lines chosen` }).waitFor()
  await page.goto('/lines')
  await narrow()
  await page.getByRole('searchbox').fill(number)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL(`**/lines?**q=${number}**`)
  await page.getByRole('link', { name: `Remove: Search: ${number}` }).waitFor()
  expect(await page.locator('tbody tr').count()).toBe(1)
  if (width < 640) await page.getByText('Filters (1)').waitFor()
  await page.getByRole('link', { name: 'Remove: Cost centre: Drivers' }).click()
  await page.getByRole('link', { name: 'Remove: Cost centre: Drivers' }).waitFor({ state: 'detached' })
  // The form follows the list, and a head sorts it both ways.
  if (width > 640) {
    expect(await page.getByRole('combobox', { name: 'Cost centre' }).inputValue()).toBe('')
    for (const way of ['ascending', 'descending']) {
      await page.getByRole('link', { name: 'Holder' }).click()
      await page.locator(`th[aria-sort="${way}"]`, { hasText: 'Holder' }).waitFor()
    }
    // The whole row leads where its link does.
    await page.getByRole('cell', { name: 'Fleet S' }).click()
    await page.getByRole('heading', { name: `06 30 111 ${number}` }).waitFor()
    await page.goBack()
  }
  await page.getByRole('link', { name: `06 30 111 ${number}` }).click()
  await page.getByRole('heading', { name: `06 30 111 ${number}` }).waitFor()
  await page.getByText('Fleet S').waitFor()
  await page.getByRole('textbox', { name: 'Name of this line' }).fill(`Van ${number}`)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  // That is said once for each time that it was done: not by a reload.
  await page.getByRole('textbox', { name: 'Name of this line' }).fill(`My van ${number}`)
  await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === 'POST'),
    page.getByRole('button', { name: 'Save' }).click(),
  ])
  await expect
    .poll(async () => (await page.context().cookies()).filter(({ name }) => name.endsWith('done')))
    .toEqual([])
  await page.getByText('Saved.').waitFor()
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Name of this line' }).inputValue()).toBe(`My van ${number}`)
  expect(await page.getByText('Saved.').count()).toBe(0)
  const line = new URL(page.url()).pathname
  await page.goto(`/lines?q=van ${number}`)
  expect(await page.locator('tbody tr').count()).toBe(1)
  await page.goto('/lines?q=nothing-is-called-this')
  await page.getByText('No lines match.').waitFor()

  // What a spreadsheet would take for a formula is text.
  await page.goto(line)
  await page.getByRole('textbox', { name: 'Name of this line' }).fill('=1+1')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const exported = await page.request.get(`/lines/export?q=${number}`, {
    headers: { 'accept-language': 'en' },
  })
  expect(exported.headers()['content-type']).toContain('text/csv')
  const [head, row] = (await exported.text()).split('\r\n')
  expect(head).toBe('\ufeff"Number","Name","Holder","Tariff","Cost centre","Usage cost this month","Status"')
  expect(row).toMatch(new RegExp(`^"06 30 111 ${number}","'=1\\+1","Driver`))

  const stranger = await visit(browser)
  await openAs(stranger, 'admin@globex')
  expect((await stranger.request.get(line)).status()).toBe(404)
  await openAs(stranger, 'eve@acme')
  for (const path of ['/lines', line, '/lines/nonsense', '/lines/export'])
    expect((await stranger.request.get(path)).status(), path).toBe(404)
  for (const each of [page, stranger]) await each.context().close()
})
