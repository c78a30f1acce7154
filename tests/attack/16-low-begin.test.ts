import { afterAll, beforeAll, expect, test } from 'vitest'
import { here } from '../support/here'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, knock } from '../support/knock'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

const NETWORK = 'network:198.17.1'
const MOST = 20_000
let context: Inside
let portal: Running
beforeAll(async () => {
  context = insidePortal()
  portal = await startPortal(here().database, { TRUSTED_PROXIES: '1', WORKER: 'out' })
})
afterAll(async () => {
  await context.db.$executeRaw`DELETE FROM sign_in WHERE network = ${NETWORK}`
  await portal.stop()
  await context.close()
})

test('sign-ins that are begun and left stay bounded, and keep nobody out, not even next door', async () => {
  // Half an hour of it at full speed, written at once.
  await context.db.$executeRaw`
    INSERT INTO sign_in (id, token_hash, state, login, account_key, factors, network, created_at, expires_at)
    SELECT gen_random_uuid(), sha256(('begun ' || n)::bytea), 'password', 'x@y', 'account:begun', '{}', ${NETWORK},
      now() - interval '2 seconds', now() + interval '10 minutes' FROM generate_series(1, ${MOST + 15_000}::int) AS n`
  const flood = new Visitor(portal.url, { 'x-forwarded-for': '198.17.1.66' })
  for (let n = 0; n < 600; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, k) => flood.step('/sign-in/steps/name', { name: `user${n + k}@acme` })),
    )
  expect(await context.db.signIn.count({ where: { network: NETWORK } })).toBeLessThan(MOST + 600)
  const person = await aPerson(context)
  const neighbour = new Visitor(portal.url, { 'x-forwarded-for': '198.17.1.7' })
  expect(await knock(neighbour, person.account, person.password)).toBe(null)
})
