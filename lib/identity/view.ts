/** The ways a code can go. */
export const CHANNELS = ['mail', 'sms'] as const
export type Channel = (typeof CHANNELS)[number]

/** Somebody on the way in: not yet anybody, but at an address and with a device. */
export type Visitor = {
  address: string | null
  device: string | null
  requestId: string | null
  /** The browser's device cookie, as it was sent. */
  deviceCookie?: string | null
}

/** What proves a sign-in besides the password. */
export const WAYS = ['sms', 'mail', 'app', 'passkey', 'backup'] as const
export type Way = (typeof WAYS)[number]

/** Where an attempt to sign in stands, as far as the person may know. */
export type SignInView =
  | { step: 'name' }
  | { step: 'password'; login: string }
  /** `ways`: what could be proven with instead. */
  | { step: 'code'; login: string; code: CodeView; ways: Way[] }
  | { step: 'app' | 'backup'; login: string; ways: Way[] }
  /** What the browser's WebAuthn is asked for. */
  | { step: 'passkey'; login: string; ways: Way[]; options: PasskeyRequest }
  | { step: 'must_change'; login: string; minimum: number }

/** Where a forgotten password stands. Nothing in it tells whether there is such an account (R1). */
export type RecoveryView =
  | { step: 'recover'; login: string }
  | { step: 'recover_code'; login: string; channel: Channel; validFor: number; sendAgainIn: number }
  | { step: 'reset'; login: string; provenBy: string; minimum: number }

/** Where a sign-in by phone number stands. Nothing in it tells whether it is a number of ours. */
export type NumberView =
  | { step: 'phone' }
  /** The number in its national spelling, for checking. */
  | { step: 'number'; login: string }
  | { step: 'number_code'; login: string; validFor: number; sendAgainIn: number }

/** The SIM was changed lately: a second code, by e-mail. */
export type SecondCodeView = { step: 'second_code'; login: string; code: CodeView; number: boolean }

/** Where a sign-in at the company's own provider stands. */
export type CompanyView = { step: 'company_name' } | { step: 'company'; login: string }

export type StepView = SignInView | RecoveryView | NumberView | SecondCodeView | CompanyView

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn 3), as far as the browser needs it. */
export type PasskeyRequest = {
  challenge: string
  rpId: string
  allowCredentials: { id: string; type: 'public-key'; transports: string[] }[]
  userVerification: 'preferred'
  timeout: number
}

/** A second factor of one's own, as its owner sees it. */
export type SecondFactorView = {
  id: string
  kind: 'app' | 'passkey'
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

/** One place where somebody is signed in, as they recognise it. */
export type SessionView = {
  id: string
  browser: string | null
  system: string | null
  handheld: boolean
  /** The network it came from, shortened. */
  place: string | null
  createdAt: Date
  lastSeenAt: Date
  /** The one that is looking. */
  current: boolean
}

export type CodeView = {
  channel: Channel
  /** Number or address, masked: the person recognises it, nobody else learns it. */
  number: string
  reference: string
  /** Seconds the code is still valid; 0: expired. */
  validFor: number
  /** Seconds until it can be sent again; 0: now. */
  sendAgainIn: number
  /** What became of the last sending; null: none was allowed by the limits. */
  sending: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'rejected' | 'retrying' | null
  /** When that was; null: not yet. */
  sendingAt: Date | null
  triesLeft: number
  /** Length of the code. */
  digits: number
}

/** Refusals after which an attempt is over and begins again with the user name. */
export const ENDINGS = [
  'identity.start_over',
  'identity.code_spent',
  'identity.recovery_over',
  'identity.recovery_spent',
  'identity.number_over',
  'identity.number_spent',
] as const
