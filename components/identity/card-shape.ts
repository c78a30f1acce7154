import type { PasskeyRequest, StepView, Way } from '@/lib/identity/view'
import type { FormState } from '@/lib/kernel/form'

/** One question of signing in, in the reader's words: the page shows it first, the steps answer with the next. */
export type StepCard = {
  step: StepView['step']
  /** Of which attempt it is, as its forms say it. */
  attempt: string
  heading: string
  text: string | null
  /** A number to be checked. */
  figure: string | null
  /** For the browser's password store. */
  login: string | null
  /** Who is signing in, with a way back. */
  who: { sentence: string; other: string } | null
  fields: StepField[]
  /** One of several, after the fields. */
  choice: { name: string; label: string; options: { value: string; label: string }[] } | null
  submit: string
  code: CodeCard | null
  /** What the browser's WebAuthn is asked for, and what is said when nothing came of it. */
  passkey: { options: PasskeyRequest; failed: string } | null
  /** Where to go on, instead of a form. */
  link: { href: string; label: string } | null
  /** What else could be proven with, and what helps where nothing does. */
  ways: { label: string; options: { way: Way; label: string }[]; help: string } | null
}

export type StepField = {
  name: string
  label: string
  type?: 'password' | 'tel'
  hint?: string
  /** Known already, and open to change. */
  value?: string
  digits?: boolean
  autoComplete: string
  /** Words of the button that shows a password. */
  reveal?: { show: string; hide: string }
  aside?: { href: string; label: string }
  minLength?: number
  maxLength?: number
}

/** Where the SMS is, how long its code is valid, and sending it again. */
export type CodeCard = {
  /** For how many seconds it is: counted with scripts, told as a time without. */
  valid: { seconds: number; left: string; until: string; over: string; announce: string }
  /** Whether what became of the SMS is final; until then the card looks again. */
  settled: boolean
  sending: string | null
  /** Sending it again: in how many seconds it can be, likewise. */
  again: { label: string; seconds: number; left: string; from: string }
}

/** What a step answers: the next card, what the form of `step` shows, or where to go when all is done. */
export type StepAnswer = { card?: StepCard; step: string; state: FormState; goTo?: string }

/** What cards have in common until a step says otherwise. */
export type CardFrame = Omit<StepCard, 'heading' | 'fields'>
