import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { after, DAY } from '@/lib/kernel/clock'
import { RECEIPT_KEPT } from './receipts'

/** The longest budget is a day's. */
const BUDGETS_KEPT = DAY

/** Removes receipts that fit no message, what workers that are gone said of their channels, and budgets that are over. */
export async function tidyOutbox({ db, clock }: Context): Promise<void> {
  const before = (age: number) => ({ lt: after(clock(), -age) })
  await inPieces((limit) => db.unmatchedReceipt.deleteMany({ where: { at: before(RECEIPT_KEPT) }, limit }))
  await inPieces((limit) => db.channelState.deleteMany({ where: { seenAt: before(DAY) }, limit }))
  await inPieces((limit) => db.messageBudget.deleteMany({ where: { hour: before(BUDGETS_KEPT) }, limit }))
}
