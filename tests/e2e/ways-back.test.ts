import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { firstSignIn, NEW_PASSWORD, openAs, post, postMark, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
const ANOTHER = 'green boat sails south'

describe.each([
  {
    name: 'on a desk, with scripts, by e-mail',
    javaScriptEnabled: true,
    width: 1440,
    who: 'cleo',
    msisdn: '+36301110003',
    channel: 'E-mail',
  },
  {
    name: 'on a phone, without scripts, by phone',
    javaScriptEnabled: false,
    width: 390,
    who: 'dan',
    msisdn: '+36301110004',
    channel: 'Phone',
  },
])('a forgotten password $name', ({ javaScriptEnabled, width, who, msisdn, channel }) => {
  const options = { javaScriptEnabled, viewport: { width, height: 900 } }
  const email = `${who}@acme.example`

  test('a code opens a new password, and the other way in is asked for at the sign-in', async () => {
    const before = await visit(browser, options)
    await firstSignIn(before, `${who}@acme`, email, msisdn)

    const page = await visit(browser, options)
    // Wherever somebody wanted to go, they get there in the end.
    const wanted = '/profile?from=%2B36,a:b~c'
    await page.goto(wanted)
    await page.getByRole('textbox', { name: 'User name or phone number' }).fill(`${who}@acme`)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('link', { name: 'I don’t know my password' }).click()
    expect(await page.getByRole('textbox', { name: 'User name' }).inputValue()).toBe(`${who}@acme`)
    await page.getByRole('radio', { name: channel }).check()
    const mark = await postMark()
    await page.getByRole('button', { name: 'Send code' }).click()
    const code = page.getByRole('textbox', { name: 'Code' })
    await code.fill('00000000')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('alert').filter({ hasText: 'This is not the code' }).waitFor()
    const byMail = channel === 'E-mail'
    const [, right] = await post(byMail ? email : msisdn, byMail ? /^Code: (\d{8})$/m : /#(\d{8})$/, mark)
    await code.fill(right!)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('You have proven that it is you').waitFor()
    await page.getByLabel('New password', { exact: true }).fill(ANOTHER)
    await page.getByLabel('New password again').fill(ANOTHER)
    await page.getByRole('button', { name: 'Save password' }).click()
    await page.getByText('Your new password is saved').waitFor()

    await before.goto('/overview')
    expect(new URL(before.url()).pathname).toBe('/sign-in')

    await page.getByRole('textbox', { name: 'User name or phone number' }).fill(`${who}@acme`)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('Password', { exact: true }).fill(ANOTHER)
    const later = await postMark()
    await page.getByRole('button', { name: 'Next' }).click()
    const second = byMail
      ? (await post(msisdn, /#(\d{6})$/, later))[1]!
      : (await post(email, /^Code: (\d{8})$/m, later))[1]!
    const label = byMail ? 'Code from the SMS' : 'Code from the e-mail'
    await page.getByRole('textbox', { name: label }).fill(second)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL(`**${wanted}`)
    expect(ANOTHER).not.toBe(NEW_PASSWORD)
    for (const each of [before, page]) await each.context().close()
  })
})

test('S3 S6 sessions are listed with their device and ended, by their owner and by an administrator', async () => {
  const [chief, here, there] = [await visit(browser), await visit(browser), await visit(browser)]
  await openAs(chief, 'admin@acme')
  for (const page of [here, there]) await openAs(page, 'eve@acme')
  await here.goto('/profile')
  await here.getByText('Chrome on Linux').first().waitFor()
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await here.getByText('Signed out there.').waitFor()
  await there.goto('/overview')
  expect(new URL(there.url()).pathname).toBe('/sign-in')
  await chief.goto('/users?q=eve')
  await chief.getByRole('link', { name: /Eve/ }).click()
  await chief.getByRole('button', { name: 'Sign eve@acme out everywhere' }).click()
  await chief.getByText('eve@acme has been signed out everywhere.').waitFor()
  await here.goto('/overview')
  expect(new URL(here.url()).pathname).toBe('/sign-in')
  for (const page of [chief, here, there]) await page.context().close()
})

test('R1 a stranger’s name looks the same', async () => {
  const texts = []
  for (const name of ['eve@acme', 'nobody@acme', 'nobody@nowhere']) {
    const page = await visit(browser)
    await page.goto('/recover')
    await page.getByRole('textbox', { name: 'User name' }).fill(name)
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByRole('textbox', { name: 'Code' }).waitFor()
    texts.push(
      (await page.getByRole('main').textContent())!.replaceAll(name, 'X').replace(/\d+:\d\d|\d+ s/g, 'T'),
    )
    await page.context().close()
  }
  expect(new Set(texts).size).toBe(1)
})

test('a minute before the session ends a dialog says so, and one press extends it', async () => {
  const page = await visit(browser)
  await page.clock.install()
  await openAs(page, 'admin@acme')
  await page.clock.runFor('28:50')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.clock.runFor('00:30')
  await page.getByRole('dialog', { name: 'Are you still there?' }).waitFor()
  const asked = page.waitForResponse('**/api/session')
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  expect((await asked).status()).toBe(200)
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.clock.runFor('29:10')
  await page.getByRole('dialog').waitFor()
  const left = page.waitForRequest('**/sign-in?returnTo=%2Foverview')
  await page.clock.runFor('01:00')
  await left
  await page.context().close()
})

test('what is typed when the session ends stays, nobody is asked whether to leave, and it is sent after signing in', async () => {
  const page = await visit(browser)
  await page.clock.install()
  await openAs(page, 'admin@acme')
  await page.goto('/users/new')
  await page.getByRole('textbox', { name: 'Full name' }).fill('Typed Before')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  await page.clock.runFor('30:30')
  const over = page.getByRole('dialog')
  await over.getByText('You have been signed out').waitFor()
  await page.clock.runFor('00:10')
  expect(asked).toEqual([])
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    over.getByRole('link', { name: 'Sign in in a new tab' }).click(),
  ])
  // Signed in there, one goes on here.
  await tab.waitForURL('**/overview')
  await page.clock.runFor('00:05')
  await over.waitFor({ state: 'hidden' })
  await tab.close()
  expect(new URL(page.url()).pathname).toBe('/users/new')
  expect(await page.getByRole('textbox', { name: 'Full name' }).inputValue()).toBe('Typed Before')
  await page.context().close()
})

test('what was refused stays when the session has ended elsewhere, and who goes back to it is not asked again', async () => {
  const page = await visit(browser)
  await page.clock.install()
  await openAs(page, 'admin@acme')
  await page.goto('/users/new')
  const name = page.getByRole('textbox', { name: 'Full name' })
  await name.fill('Typed Before')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.locator('[name=email][aria-invalid="true"]').waitFor()
  await page.clock.runFor('29:20')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Are you still there?').waitFor()
  await page.context().clearCookies()
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.getByText('You have been signed out').waitFor()
  await dialog.getByRole('button', { name: 'Back to what I typed' }).click()
  await dialog.waitFor({ state: 'hidden' })
  for (const time of ['00:05', '02:00']) {
    await page.clock.runFor(time)
    expect([await dialog.isVisible(), new URL(page.url()).pathname]).toEqual([false, '/users/new'])
  }
  expect(await name.inputValue()).toBe('Typed Before')
  await page.context().close()
})
