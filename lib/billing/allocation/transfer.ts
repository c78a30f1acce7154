import type { Transfer } from '@/lib/market/payment-qr'

/** What a transfer for a bill says. */
export const transferOf = (bill: { number: string; open: number; dueOn: string }, now: Date): Transfer => ({
  amount: bill.open,
  reference: bill.number,
  text: bill.number,
  // A code that was valid until yesterday serves nobody.
  until: new Date(Math.max(Date.parse(`${bill.dueOn}T20:00:00Z`), now.getTime() + 30 * 86_400_000)),
})
