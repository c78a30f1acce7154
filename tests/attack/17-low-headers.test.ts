import { expect, test } from 'vitest'
import { here } from '../support/here'
import { startPortal } from '../support/portal'

test('HSTS can be taken back, and a proxy that the portal was not told of is told of, loudly and once', async () => {
  const settings = { PORTAL_URL: 'https://portal.test', HSTS: 'off' }
  const portal = await startPortal(here().database, settings)
  try {
    const { headers } = await fetch(`${portal.url}/api/health`)
    expect(headers.get('strict-transport-security')).toBe('max-age=0')
    expect(portal.said()).not.toContain('TRUSTED_PROXIES')
    for (let n = 0; n < 3; n++)
      await fetch(`${portal.url}/api/health`, { headers: { 'x-forwarded-for': '198.51.100.7' } })
    await expect.poll(() => portal.said().split('TRUSTED_PROXIES is 0').length - 1).toBe(1)
  } finally {
    await portal.stop()
  }
})
