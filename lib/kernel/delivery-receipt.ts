/** What a message centre says became of a message (SMPP 3.4, 5.2.28 and appendix B). */
export type Receipt = {
  /** The ids that it may have given the message in its answer, as DeliveryAttempt.idKey has them. */
  keys: { same: string[]; other: string[] }
  /** Numbers in it, digits only: the recipient's is among them, unless the centre leaves it out. */
  numbers: string[]
  /** Null: nothing final. */
  state: FinalState | null
  /** What it says, in one line, for whoever looks for a message. */
  text: string
}
export type FinalState = 'delivered' | 'undelivered' | 'rejected'
