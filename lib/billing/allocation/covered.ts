import type { Raw } from '@/lib/infra/db'
import { announce } from '../messages'
import { NOTIFIED_FROM } from '../rules'
import type { Covered } from './write-allocations'

/** So many bills of an account are named in a notification. */
const MOST_NAMED = 20

/** Whoever pays for an account hears which of its bills money that is there covers, or covers no longer. */
export async function notifyCovered(
  tx: Raw,
  changes: readonly Pick<Covered, 'companyId' | 'accountId' | 'billId' | 'amount'>[],
  now: Date,
): Promise<void> {
  const accounts = new Map<string, typeof changes>()
  for (const each of changes)
    if (Math.abs(each.amount) >= NOTIFIED_FROM)
      accounts.set(each.accountId, [...(accounts.get(each.accountId) ?? []), each])
  for (const [accountId, bills] of accounts) {
    const covered = bills.slice(0, MOST_NAMED).map(({ billId, amount }) => ({ billId, amount }))
    const payload = { accountId, bills: covered, more: bills.length - covered.length }
    await announce(tx, bills[0]!.companyId, { kind: 'billing.bills_covered', payload }, now)
  }
}
