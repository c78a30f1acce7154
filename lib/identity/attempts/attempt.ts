import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { hashToken, newToken } from '@/lib/kernel/token'
import { networkFree } from '../limits/network-limit'
import type { StepView, Way } from '../view'
import { type Ground, holdsGround } from './lock-user'
import type { Opened } from './sessions'

type State = Prisma.SignInGetPayload<object>['state']

/** Where an attempt stands after a step: its new token, what comes next, where to go in the end. */
export type Step = {
  token: string
  /** An entry for the browser's device cookie, where it has earned one. */
  device?: string
  next: StepView | { step: 'finished' } | { step: 'password_saved' }
  returnTo: string | null
}

export type Attempt = Opened & {
  id: string
  state: State
  login: string
  accountKey: string
  userId: string | null
  /** Set where a phone number signs in. */
  subscriptionId: string | null
  temporaryPasswordId: string | null
  factors: string[]
  returnTo: string | null
  network: string | null
}

/** No token of ours is longer; a longer one is not even hashed. */
const readable = (token: string | null): token is string => !!token && token.length <= 100

/** States in which somebody guesses: there an attempt ends with the patience for its network, unless its browser is known. */
const GUESSED: ReadonlySet<State> = new Set<State>([
  'password',
  'code',
  'recover_code',
  'number',
  'number_code',
  'second_code',
])
const freeNetwork = (now: Date) => Prisma.sql`
  AND (device_cookie_id IS NOT NULL OR ${networkFree(Prisma.sql`sign_in.network`, 'failure', now)})`

/** The attempt a browser's token stands for, if it is in exactly this state and still open, as SQL. */
export const attemptSql = (token: string | null, state: State, now: Date): Prisma.Sql => Prisma.sql`
  SELECT id, state::text AS state, login, account_key, user_id, subscription_id, temporary_password_id, factors,
    return_to, network, device_cookie_id, ground, second_ground
  FROM sign_in WHERE token_hash = ${readable(token) ? hashToken(token) : Buffer.alloc(0)}
    AND state = ${state}::sign_in_state AND expires_at > ${now} ${GUESSED.has(state) ? freeNetwork(now) : Prisma.empty}`

/** The same by itself; null where there is none. */
export async function findAttempt(
  tx: Raw,
  token: string | null,
  state: State,
  now: Date,
): Promise<Attempt | null> {
  const [attempt] = await tx.$queryRaw<Attempt[]>`
    SELECT id, state, login, account_key AS "accountKey", user_id AS "userId", subscription_id AS "subscriptionId", factors,
      temporary_password_id AS "temporaryPasswordId", return_to AS "returnTo", network,
      device_cookie_id AS "deviceCookieId", ground, second_ground AS "secondGround"
    FROM (${attemptSql(token, state, now)}) AS attempt`
  return attempt ?? null
}

type Move = {
  state: State
  factors: readonly string[]
  temporaryPasswordId?: string | null
  /** What is asked for now, in state code. */
  way?: Way
  /** Tries begin anew; absent: as before. */
  tries?: 0
  /** Who it turned out to be, where that was not known before. */
  user?: { id: string; login: string; accountKey: string }
  /** The counter of what follows, where it is another. */
  accountKey?: string
  /** What has been proven (ground.ts). */
  ground?: string
  secondGround?: string
  /** A new end of the attempt; absent: as before. */
  expiresAt?: Date
}

/**
 * Moves an attempt on and replaces its token (S5), as SQL that returns its id. Of two that try at once,
 * one gets the new token and the other no row: the database lets only the first one find the attempt in
 * its old state, and none whose ground has changed.
 */
export function advanceSql(
  context: Context,
  attempt: { id: string; state: State; token?: string },
  to: Move,
  ground: Ground,
): { token: string; moved: Prisma.Sql } {
  const { token, hash } = newToken(context.random)
  const moved = Prisma.sql`
    UPDATE sign_in SET state = ${to.state}::sign_in_state, factors = ${to.factors}, token_hash = ${hash},
      temporary_password_id = coalesce(${to.temporaryPasswordId ?? null}::uuid, temporary_password_id),
      way = coalesce(${to.way ?? null}, way), tries = coalesce(${to.tries ?? null}::int, tries), user_id = coalesce(${to.user?.id ?? null}::uuid, user_id),
      login = coalesce(${to.user?.login ?? null}, login), account_key = coalesce(${to.user?.accountKey ?? to.accountKey ?? null}, account_key),
      ground = coalesce(${to.ground ?? null}, ground), second_ground = coalesce(${to.secondGround ?? null}, second_ground),
      expires_at = coalesce(${to.expiresAt ?? null}::timestamptz, expires_at)
    WHERE id = ${attempt.id}::uuid AND state = ${attempt.state}::sign_in_state AND expires_at > ${context.clock()}
      ${attempt.token ? Prisma.sql`AND token_hash = ${hashToken(attempt.token)}` : Prisma.empty}
      AND ${holdsGround(ground)} RETURNING id`
  return { token, moved }
}

/** Moves an attempt on that has nothing else to write. Resolves with its new token, or null. */
export async function advance(
  tx: Raw,
  context: Context,
  attempt: Attempt & { userId: string },
  to: Move,
): Promise<string | null> {
  const { token, moved } = advanceSql(context, attempt, to, { userId: attempt.userId })
  return (await tx.$executeRaw(moved)) === 1 ? token : null
}
