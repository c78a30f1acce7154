/** What became of a payment, as the provider tells. `amount` in minor units: what came, whatever was asked for. */
export type PaymentEvent = {
  /** Ours, of the payment; whatever the provider has for money that names none. */
  reference: string
  /**
   * The provider's id of the charge: the same however often it is reported, another one for each movement of money. A
   * provider that charges a payment once at most may say the payment's own.
   */
  transaction: string
  outcome: 'succeeded' | 'failed'
  amount: number
  currency: string
}

/** A provider of online payments, whoever it is: somewhere people pay, and somebody who tells what came of it. */
export type PaymentProvider = {
  /**
   * Opens a payment. Resolves with the address at which it is made, until `expiresAt`. Asking again for the same opens no
   * second one.
   */
  begin(payment: {
    reference: string
    amount: number
    currency: string
    returnTo: string
    expiresAt: Date
  }): Promise<string>
  /** Reads what claims to come from the provider; null where it is not signed by it, or too old. */
  read(body: string, signature: string | null, now: Date): PaymentEvent | null
  /**
   * Sends money back to where a payment was made from. Resolves with whether it went; asking again for the same `id` sends
   * nothing twice. @throws Error where the answer is not final, to be asked again.
   */
  refund(refund: { id: string; reference: string; amount: number; currency: string }): Promise<boolean>
}
