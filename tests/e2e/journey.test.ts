import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { firstSignIn, NEW_PASSWORD, openAs, post, postMark, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function createUser(page: Page, login: string, mobile: string) {
  await page.goto('/users/new')
  await page.getByRole('textbox', { name: 'User name' }).fill(login)
  await page.getByRole('textbox', { name: 'Full name' }).fill('Fay Nagy')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${login}@acme.example`)
  await page.getByRole('textbox', { name: 'Mobile number' }).fill(mobile)
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL(/\/users\/[0-9a-f-]{36}/)
}

describe.each([
  {
    name: 'on a desk, with scripts',
    javaScriptEnabled: true,
    width: 1440,
    login: 'fay',
    mobile: '30 111 0006',
    host: 'acme',
    admin: '+36301110001',
  },
  {
    name: 'on a phone, without scripts',
    javaScriptEnabled: false,
    width: 390,
    login: 'gil',
    mobile: '+36 30 111 0007',
    host: 'globex',
    admin: '+36301110009',
  },
])('the main job $name', ({ javaScriptEnabled, width, login, mobile, host, admin }) => {
  const options = { javaScriptEnabled, viewport: { width, height: 900 } }
  const chief = { acme: 'ada', globex: 'mia' }[host]

  test('a main administrator signs in for the first time and gives a colleague access', async () => {
    const page = await visit(browser, options)
    await firstSignIn(page, `admin@${host}`, `${chief}@${host}.example`, admin)
    expect(await page.getByRole('banner').textContent()).toContain(`admin@${host}`)
    await createUser(page, login, mobile)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Fay Nagy')

    const other = await visit(browser, options)
    const msisdn = `+36${mobile.replace(/^\+36|\s/g, '').replaceAll(' ', '')}`
    await firstSignIn(other, `${login}@${host}`, `${login}@acme.example`, msisdn)
    expect(await other.getByRole('banner').textContent()).toContain(`${login}@${host}`)
    expect((await other.goto('/users'))?.status()).toBe(404)

    await page.reload()
    expect(await page.getByRole('main').textContent()).toContain('confirmed by a code')
    await page.context().close()
    await other.context().close()
  })
})

describe('signing in', () => {
  test('mistakes are told beside their field, and nothing typed is lost', async () => {
    const page = await visit(browser)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectProblem(page, 'User name or phone number', 'Enter your user name.')
    const field = page.getByRole('textbox', { name: 'User name or phone number' })
    await field.fill('ada@acme.example')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectProblem(page, 'User name or phone number', 'It has no dot after the @')
    expect(await field.inputValue()).toBe('ada@acme.example')
    await field.fill('nobody@nowhere')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill('whatever it is')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectProblem(page, 'Password', 'The user name or the password is not right')
    await page.context().close()
  })

  test('O7 O9 reloading, going back and a second tab send nothing; sign out ends the session', async () => {
    const page = await visit(browser)
    await page.goto('/')
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'User name or phone number' }).fill('admin@acme')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
    const mark = await postMark()
    await page.getByRole('button', { name: 'Next' }).click()
    const code = (await post('+36301110001', /#(\d{6})$/, mark))[1]!
    const sent = await postMark()
    await page.getByRole('textbox', { name: 'Code from the SMS' }).waitFor()
    await page.reload()
    await page.goBack()
    await page.waitForURL((url) => url.pathname === '/')
    const tab = await page.context().newPage()
    await tab.goto('/sign-in')
    await tab.getByRole('textbox', { name: 'Code from the SMS' }).waitFor()
    expect(await postMark()).toBe(sent)
    await tab
      .getByRole('textbox', { name: 'Code from the SMS' })
      .fill(` ${code.slice(0, 3)} ${code.slice(3)}`)
    await tab.getByRole('button', { name: 'Log in' }).click()
    await tab.waitForURL('**/overview')
    const cookies = await tab.context().cookies()
    await tab.getByRole('button', { name: 'Sign out' }).click()
    await tab.waitForURL('**/sign-in')
    await tab.context().addCookies(cookies)
    await tab.goto('/overview')
    expect(new URL(tab.url()).pathname).toBe('/sign-in')
    await page.context().close()
  })

  test('signed out, an address of the portal leads to sign-in and back afterwards', async () => {
    const page = await visit(browser)
    await page.goto('/users?state=waiting')
    expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/users?state=waiting')
    await page.getByRole('textbox', { name: 'User name or phone number' }).fill('admin@acme')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD)
    const mark = await postMark()
    await page.getByRole('button', { name: 'Next' }).click()
    await page
      .getByRole('textbox', { name: 'Code from the SMS' })
      .fill((await post('+36301110001', /#(\d{6})$/, mark))[1]!)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/users?state=waiting')
    await page.context().close()
  })
})

describe('looking after users', () => {
  test('S1 a suspended user is out on the next click', async () => {
    const [chief, user] = [await visit(browser), await visit(browser)]
    await openAs(chief, 'admin@acme')
    await openAs(user, 'eve@acme')
    await chief.goto('/users?q=eve')
    await chief.getByRole('link', { name: /Eve/ }).click()
    await chief.getByText('Suspend eve@acme').first().click()
    await chief.getByRole('textbox', { name: 'Reason (optional)' }).first().fill('On leave')
    await chief.getByRole('button', { name: 'Suspend eve@acme' }).click()
    await chief.getByText('is suspended and signed out').waitFor()
    await user.getByRole('link', { name: 'Profile' }).first().click()
    await user.waitForURL('**/sign-in**')
    await chief.getByRole('button', { name: 'Reactivate eve@acme' }).click()
    await chief.getByText('eve@acme can sign in again.').waitFor()
    for (const page of [chief, user]) await page.context().close()
  })

  test('S2 a right given shows in the other’s menu on the next page, with its reason', async () => {
    const [chief, user] = [await visit(browser), await visit(browser)]
    await openAs(chief, 'admin@acme')
    await openAs(user, 'dan@acme')
    expect(await user.getByRole('link', { name: 'Users' }).count()).toBe(0)
    await chief.goto('/users?q=dan')
    await chief.getByRole('link', { name: /Dan/ }).click()
    await chief.getByRole('link', { name: 'Look at and change rights' }).click()
    await chief.getByRole('combobox', { name: 'Add a role' }).selectOption({ label: 'User administrator' })
    await chief.getByRole('button', { name: 'Review the change' }).click()
    await chief.getByRole('textbox', { name: 'Why' }).fill('Looks after the depot’s people')
    await chief.getByRole('button', { name: 'Apply for 1 person' }).click()
    await chief.getByText('is in force, from everybody’s next click on').waitFor()
    await user.goto('/profile/rights')
    expect(await user.getByRole('link', { name: 'Users' }).count()).toBeGreaterThan(0)
    await user.getByText('May create users: as User administrator.').first().waitFor()
    for (const page of [chief, user]) await page.context().close()
  })
})

async function expectProblem(page: Page, label: string, sentence: string) {
  const field = page.getByLabel(label, { exact: true })
  await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await field.getAttribute('aria-describedby')).toContain('-problem')
  await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true)
}
