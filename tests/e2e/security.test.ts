import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { openAs, visit } from '../support/portal-client'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('the SMS at sign-in is switched off and on again, with and without scripts, and says first whom it concerns', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await visit(browser, { javaScriptEnabled })
    await openAs(page, 'admin@globex')
    await page.getByRole('link', { name: 'Security' }).first().click()
    const smsSwitch = page.getByRole('switch', { name: 'Ask for a code by SMS at sign-in' })
    expect(await smsSwitch.isChecked()).toBe(true)
    await page.getByText('One stolen password is then enough').waitFor()
    await smsSwitch.uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: the password alone signs in.').waitFor()
    expect(await smsSwitch.isChecked()).toBe(false)
    await smsSwitch.check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: a code by SMS is asked for').waitFor()
    await page.getByText('by admin@globex').waitFor()
    await page.context().close()
  }
})

test('whoever may not sees neither the page nor the menu', async () => {
  const page = await visit(browser)
  await openAs(page, 'ben@acme')
  expect(await page.getByRole('link', { name: 'Security' }).count()).toBe(0)
  expect((await page.goto('/settings/security'))?.status()).toBe(404)
  await page.context().close()
})
