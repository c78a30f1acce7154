import { openPersona } from '@/lib/identity/sign-in/open-persona'
import type { Context } from '@/lib/infra/context'
import { connect } from '@/lib/infra/db'
import { readKeyring } from '@/lib/kernel/keyring'
import { systemRandom } from '@/lib/kernel/token'
import { MARKETS } from '@/lib/market/market'
import { here } from './here'
import { TEST_KEY } from './key'
import { VISITOR, value } from './people'
import { Visitor } from './visitor'

export type Inside = Context & { close(): Promise<void> }

/** A portal under test from inside: its database through our own use cases, at the real time. For setting things up. */
export const insidePortal = ({ database, url }: { database: string; url: string } = here()): Inside => ({
  ...connect(database, 4),
  clock: () => new Date(),
  random: systemRandom,
  keys: readKeyring(TEST_KEY),
  market: MARKETS.hu,
  portal: new URL(url),
  carriers: [],
  smsBudget: { company: 1_000, total: 100_000 },
})

/** A browser in which somebody has a session, who is nobody of the cast. */
export async function sessionOf(context: Context, account: string): Promise<Visitor> {
  const visitor = new Visitor()
  visitor.cookies.set('session', value(await openPersona(VISITOR, account, context)).token)
  return visitor
}
