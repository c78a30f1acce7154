/** What the network says about a number's SIM and its owner. */
export type SimAnswer = {
  /** The SIM was changed lately. */
  swapped: boolean
  /** The number went to another subscriber since. */
  recycled: boolean
}

/**
 * Asks about a number that was known to be the right one at a moment. Never fails: an answer that cannot
 * be had is the careful one, a SIM changed lately.
 */
export type SimGuard = (msisdn: string, knownAt: Date) => Promise<SimAnswer>
