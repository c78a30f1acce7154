import type { CodeView, SignInView } from '@/lib/identity/view'
import type { FormState } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

/** One question of signing in, in the reader's words: the page shows it first, the steps answer with the next. */
export type StepCard = {
  step: SignInView['step']
  heading: string
  text: string | null
  /** For the browser's password store. */
  login: string | null
  /** Who is signing in, with a way back. */
  who: { sentence: string; other: string } | null
  fields: StepField[]
  submit: string
  code: CodeCard | null
}

export type StepField = {
  name: string
  label: string
  type?: 'password'
  hint?: string
  autoComplete: string
  /** Words of the button that shows a password. */
  reveal?: { show: string; hide: string }
  aside?: { href: string; label: string }
  minLength?: number
  maxLength?: number
}

/** Where the SMS is, how long its code is valid, and sending it again. */
export type CodeCard = {
  validFor: number
  /** Whether what became of the SMS is final; until then the card looks again. */
  settled: boolean
  words: { left: string; over: string; announce: string }
  sending: string | null
  again: string
  againIn: string | null
}

/** What a step answers: the next card, what the form of `step` shows, or where to go when all is done. */
export type StepAnswer = { card?: StepCard; step: string; state: FormState; goTo?: string }

/** Writes the card of where an attempt stands. */
export function stepCard(view: SignInView, t: Words): StepCard {
  const reveal = { show: t('signIn.show'), hide: t('signIn.hide') }
  const login = 'login' in view ? view.login : null
  const who = login ? { sentence: t('signIn.for', { account: login }), other: t('signIn.other') } : null
  const card = { step: view.step, login, who, text: null, code: null, submit: t('signIn.next') }
  switch (view.step) {
    case 'name':
      return {
        ...card,
        heading: t('signIn.heading'),
        fields: [
          { name: 'name', label: t('signIn.name'), hint: t('signIn.name_hint'), autoComplete: 'username' },
        ],
      }
    case 'password':
      return {
        ...card,
        heading: t('signIn.password'),
        fields: [
          {
            name: 'password',
            type: 'password',
            label: t('signIn.password'),
            reveal,
            aside: { href: '/recover', label: t('signIn.forgotten') },
            autoComplete: 'current-password',
          },
        ],
      }
    case 'code':
      return codeStep(card, view.code, t)
    case 'must_change':
      return {
        ...card,
        who: null,
        heading: t('signIn.choose_heading'),
        text: t('signIn.choose_text', { minimum: view.minimum }),
        fields: [
          {
            name: 'password',
            type: 'password',
            label: t('signIn.new_password'),
            reveal,
            minLength: view.minimum,
            autoComplete: 'new-password',
          },
          {
            name: 'again',
            type: 'password',
            label: t('signIn.new_password_again'),
            autoComplete: 'new-password',
          },
        ],
        submit: t('signIn.save'),
      }
  }
}

function codeStep(
  card: Omit<StepCard, 'heading' | 'fields'>,
  { number, reference, sending, validFor, sendAgainIn, digits }: CodeView,
  t: Words,
): StepCard {
  return {
    ...card,
    heading: t('signIn.code_heading'),
    text: sending ? t('signIn.code_sent', { number, reference }) : t('signIn.code_not_sent', { number }),
    fields: [{ name: 'code', label: t('signIn.code'), autoComplete: 'one-time-code', maxLength: digits + 6 }],
    submit: t('signIn.log_in'),
    code: {
      validFor,
      settled: sending !== 'queued' && sending !== 'retrying' && sending !== 'sent',
      words: {
        left: t.raw('signIn.valid_for'),
        over: t('signIn.expired'),
        announce: t.raw('signIn.announce'),
      },
      sending: sending && t(`signIn.sending.${sending}`),
      again: t('signIn.not_received'),
      againIn: sendAgainIn > 0 ? t('signIn.again_in', { seconds: sendAgainIn }) : null,
    },
  }
}
