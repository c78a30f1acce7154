/** Somebody on the way in: not yet anybody, but at an address and with a device. */
export type Visitor = { address: string | null; device: string | null; requestId: string | null }

/** Where an attempt to sign in stands, as far as the person may know. */
export type SignInView =
  | { step: 'name' }
  | { step: 'password'; login: string }
  | { step: 'code'; login: string; code: CodeView }
  | { step: 'must_change'; login: string; minimum: number }

export type CodeView = {
  /** Masked: the person recognises it, nobody else learns it. */
  number: string
  reference: string
  /** Seconds the code is still valid; 0: expired. */
  validFor: number
  /** Seconds until it can be sent again; 0: now. */
  sendAgainIn: number
  /** What became of the last sending; null: none was allowed by the limits. */
  sending: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'rejected' | 'retrying' | null
  triesLeft: number
  /** Length of the code. */
  digits: number
}

/** Refusals after which an attempt is over and begins again with the user name. */
export const ENDINGS = ['identity.start_over', 'identity.code_spent'] as const
