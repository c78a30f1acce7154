import type { World } from '@/lib/infra/world'
import { nationalNumber, readMobileNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import type { Concern } from './view'

const KINDS: Partial<Record<FunctionKey, Concern['kind']>> = {
  'user:edit': 'contacts',
  'temporary_password:reissue': 'password',
  'second_factor:remove': 'factors',
}

type Contacts = { name: string; email: string; mobile: string }
type Row = Contacts & { id: string; fn: FunctionKey; input: Contacts; login: string }

/**
 * What the open ones of some requests of the actor's company would do to whose ways in, by request. Whoever may not see
 * users sees none of it.
 */
export async function requestConcerns(
  actor: Actor,
  ids: readonly string[],
  world: World,
): Promise<Map<string, Concern>> {
  authorize(actor, 'own_session:end')
  if (ids.length === 0 || !actorCan(actor, 'user:view')) return new Map()
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT r.id, r.function AS fn, r.input, u.login, u.name, u.email, u.mobile
    FROM approval_request r JOIN "user" u ON u.id::text = r.input ->> 'id' AND u.company_id = r.company_id
    WHERE r.company_id = ${actor.subject.companyId}::uuid AND r.id = ANY(${[...ids]}::uuid[])
      AND r.state = 'open' AND r.function = ANY(${Object.keys(KINDS)})`
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: KINDS[row.fn]!,
        account: `${row.login}@${actor.company.slug}`,
        email: row.email,
        changes: row.fn === 'user:edit' ? changesOf(row, world) : [],
      },
    ]),
  )
}

function changesOf({ input, name, email, mobile }: Row, world: World): Concern['changes'] {
  const number = readMobileNumber(input.mobile, world.market)
  const all: Concern['changes'] = [
    { field: 'name', was: name, next: input.name },
    { field: 'email', was: email, next: input.email },
    {
      field: 'mobile',
      was: nationalNumber(mobile),
      next: number.kind === 'mobile' ? nationalNumber(number.msisdn) : input.mobile,
    },
  ]
  return all.filter(({ was, next }) => was !== next)
}
