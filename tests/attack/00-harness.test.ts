import { expect, test } from 'vitest'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { here } from '../support/here'
import { sendRaw, Visitor } from '../support/visitor'

test('a visitor without a screen signs in, opens pages and sends forms', async () => {
  const eve = await new Visitor().openAs('eve@acme')
  expect((await eve.get('/overview')).text).toContain('eve@acme')
  const answer = await eve.send(await eve.form('/profile', 'Save'), { name: 'Eve Novák' })
  expect(answer.status).toBe(200)
  expect(await sendRaw('GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 200 /,
  )
})

test('a bystander of a calm portal feels calm', async () => {
  const { ratio } = await whatBystandersFeel(here().url, async () => undefined, 2)
  expect(ratio).toBeLessThan(FELT)
})
