import type { Permission } from '@/lib/rights/catalogue'
import type { Target } from '@/lib/rights/scope'
import type { MoveEffect } from './move-effect'

/** Where lines were that a move has taken: those of an account and a cost centre, or one that was held by itself. */
type Where = { account: string | null; centre: string | null } | { line: string }

/**
 * People and what they could do with moved lines until then, as a move keeps it for being undone. Of moves that versions
 * before this have kept nobody knows over which lines it was (`from`): what undoing those gives is judged like any move.
 */
export type Lost = { accounts: string[]; functions: Permission[]; from?: Where[] }

/** What a move takes from everybody, its mover included. */
export const lostBy = ({ loses, mover }: MoveEffect): Lost[] =>
  [...loses, ...(mover.loses ? [mover.loses] : [])].flatMap(({ accounts, parts }) =>
    parts.map(({ functions, from }) => ({
      accounts: [...accounts],
      functions: [...functions],
      from: from.map(({ lineId, accountId, centreId }) =>
        lineId ? { line: lineId } : { account: accountId ?? null, centre: centreId ?? null },
      ),
    })),
  )

/** Accounts of whom the same was taken, and over which lines something would be new to them. */
export type Beyond = { accounts: readonly string[]; from: readonly Target[] }

/**
 * What of a function is more than a move has taken, which is undone: for each of those accounts the lines, if any, over
 * which they did not hold it. The lines go back to `centreId`; null: out of any.
 */
export function beyondLost(lost: readonly Lost[], centreId: string | null) {
  const byAccount = new Map<string, number[]>()
  for (const [n, { accounts }] of lost.entries())
    for (const account of accounts) byAccount.set(account, [...(byAccount.get(account) ?? []), n])
  const held = lost.map(({ functions, from }) => ({
    functions: new Set(functions),
    from: new Set(from?.map((where) => keyOf(where))),
  }))
  return (fn: Permission, accounts: readonly string[], from: readonly Target[]): Beyond[] => {
    const alike = new Map<string, string[]>()
    for (const account of accounts) {
      const key = byAccount.get(account)?.join() ?? ''
      const group = alike.get(key)
      if (group) group.push(account)
      else alike.set(key, [account])
    }
    return [...alike.values()].flatMap((group) => {
      const had = (byAccount.get(group[0]!) ?? [])
        .map((n) => held[n]!)
        .filter((each) => each.functions.has(fn))
      const more = from.filter(({ lineId, accountId = null }) => {
        // Whoever held it over all lines of a place held it over each of them.
        const keys = [keyOf({ account: accountId, centre: centreId }), ...(lineId ? [lineId] : [])]
        return !had.some((each) => keys.some((key) => each.from.has(key)))
      })
      return more.length > 0 ? [{ accounts: group, from: more }] : []
    })
  }
}

const keyOf = (where: Where): string => ('line' in where ? where.line : `${where.account} ${where.centre}`)
