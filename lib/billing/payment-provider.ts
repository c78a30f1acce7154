/** What became of a payment, as the provider tells. `amount` in minor units. */
export type PaymentEvent = {
  reference: string
  outcome: 'succeeded' | 'failed'
  amount: number
  currency: string
}

/** A provider of online payments, whoever it is: somewhere people pay, and somebody who tells what came of it. */
export type PaymentProvider = {
  /** Opens a payment. Resolves with the address at which it is made. Asking again for the same opens no second one. */
  begin(payment: { reference: string; amount: number; currency: string; returnTo: string }): Promise<string>
  /** Reads what claims to come from the provider; null where it is not signed by it, or too old. */
  read(body: string, signature: string | null, now: Date): PaymentEvent | null
}
