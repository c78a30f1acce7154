import type { World } from '@/lib/infra/world'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import type { EditUserInput } from './schema'
import type { Concern } from './view'

const KINDS: Partial<Record<FunctionKey, Concern['kind']>> = {
  'user:edit': 'contacts',
  'temporary_password:reissue': 'password',
  'second_factor:remove': 'factors',
}

type Row = {
  id: string
  fn: FunctionKey
  input: { changes?: EditUserInput['changes'] }
  login: string
  email: string
}

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
    SELECT r.id, r.function AS fn, r.input, u.login, u.email
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
        changes: row.fn === 'user:edit' ? changesOf(row) : [],
      },
    ]),
  )
}

const changesOf = ({ input }: Row): Concern['changes'] =>
  Object.entries(input.changes ?? {}).map(([field, change]) => ({
    ...{ field: field as Concern['changes'][number]['field'], was: change!.was, next: change!.next },
  }))
