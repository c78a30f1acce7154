import { CHANNELS, type CodeView, type RecoveryView, type StepView } from '@/lib/identity/view'
import type { FormState } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

/** One question of signing in, in the reader's words: the page shows it first, the steps answer with the next. */
export type StepCard = {
  step: StepView['step']
  heading: string
  text: string | null
  /** For the browser's password store. */
  login: string | null
  /** Who is signing in, with a way back. */
  who: { sentence: string; other: string } | null
  fields: StepField[]
  /** One of several, after the fields. */
  choice: { name: string; label: string; options: { value: string; label: string }[] } | null
  submit: string
  code: CodeCard | null
}

export type StepField = {
  name: string
  label: string
  type?: 'password'
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

type RecoveryCodeView = Extract<RecoveryView, { step: 'recover_code' }>

/** Writes the card of where an attempt stands. */
export function stepCard(view: StepView, t: Words): StepCard {
  const reveal = { show: t('signIn.show'), hide: t('signIn.hide') }
  const login = 'login' in view ? view.login : null
  const recovering = view.step === 'recover_code' || view.step === 'reset'
  const sentence = login && !recovering ? t('signIn.for', { account: login }) : login
  const who = sentence ? { sentence, other: t('signIn.other') } : null
  const card = { step: view.step, login, who, text: null, code: null, choice: null, submit: t('signIn.next') }
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
        ...newPassword(view.minimum, t),
      }
    case 'recover':
      return recoverStep(card, view.login, t)
    case 'recover_code':
      return recoverCodeStep(card, view, t)
    case 'reset':
      return {
        ...card,
        heading: t('signIn.recover.heading'),
        text: t('signIn.recover.reset_text', { address: view.provenBy, minimum: view.minimum }),
        ...newPassword(view.minimum, t),
      }
  }
}
type Frame = Omit<StepCard, 'heading' | 'fields'>

/** A password of one's own, twice. */
function newPassword(minimum: number, t: Words): Pick<StepCard, 'fields' | 'submit'> {
  const reveal = { show: t('signIn.show'), hide: t('signIn.hide') }
  const both = { type: 'password', autoComplete: 'new-password' } as const
  return {
    fields: [
      { ...both, name: 'password', label: t('signIn.new_password'), reveal, minLength: minimum },
      { ...both, name: 'again', label: t('signIn.new_password_again') },
    ],
    submit: t('signIn.save'),
  }
}

function recoverStep(card: Frame, login: string, t: Words): StepCard {
  const name = { name: 'name', label: t('signIn.recover.name'), hint: t('signIn.name_hint') }
  return {
    ...card,
    login: null,
    who: null,
    heading: t('signIn.recover.heading'),
    fields: [{ ...name, value: login, autoComplete: 'username' }],
    choice: {
      name: 'channel',
      label: t('signIn.recover.channel'),
      options: CHANNELS.map((value) => ({ value, label: t(`signIn.recover.${value}`) })),
    },
    submit: t('signIn.recover.send'),
  }
}

function recoverCodeStep(card: Frame, view: RecoveryCodeView, t: Words): StepCard {
  const { login, channel, validFor, sendAgainIn } = view
  return {
    ...card,
    heading: t('signIn.recover.code_heading'),
    text: t(`signIn.recover.code_sent_${channel}`, { login }),
    fields: [
      {
        name: 'code',
        label: t('signIn.recover.code'),
        autoComplete: 'one-time-code',
        maxLength: 14,
        digits: true,
      },
    ],
    submit: t('signIn.recover.next'),
    code: {
      ...countdown(validFor, sendAgainIn, t),
      settled: true,
      sending: null,
      again: t('signIn.recover.not_received'),
    },
  }
}

const countdown = (validFor: number, sendAgainIn: number, t: Words) => ({
  validFor,
  words: { left: t.raw('signIn.valid_for'), over: t('signIn.expired'), announce: t.raw('signIn.announce') },
  againIn: sendAgainIn > 0 ? t('signIn.again_in', { seconds: sendAgainIn }) : null,
})

function codeStep(card: Frame, view: CodeView, t: Words): StepCard {
  const { channel, number, reference, sending, digits } = view
  const byMail = channel === 'mail'
  const text = byMail
    ? t('signIn.by_mail.sent', { number, reference })
    : t('signIn.code_sent', { number, reference })
  const notSent = byMail ? t('signIn.by_mail.not_sent', { number }) : t('signIn.code_not_sent', { number })
  const onItsWay = sending === 'queued' || sending === 'retrying' || (sending === 'sent' && !byMail)
  return {
    ...card,
    heading: t('signIn.code_heading'),
    text: sending ? text : notSent,
    fields: [
      {
        name: 'code',
        label: byMail ? t('signIn.by_mail.label') : t('signIn.code'),
        autoComplete: 'one-time-code',
        maxLength: digits + 6,
        digits: true,
      },
    ],
    submit: t('signIn.log_in'),
    code: {
      ...countdown(view.validFor, view.sendAgainIn, t),
      settled: !onItsWay,
      sending:
        sending &&
        (byMail && sending === 'sent' ? t('signIn.by_mail.on_its_way') : t(`signIn.sending.${sending}`)),
      again: byMail ? t('signIn.by_mail.not_received') : t('signIn.not_received'),
    },
  }
}
