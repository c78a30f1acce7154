import type { CodeView, SecondCodeView, SignInView, Way } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import { codeField, countdown, newPassword, passwordField } from './card-parts'
import type { CardFrame, StepCard } from './card-shape'

/** The cards of a business user's way in. */
export function signInCard(frame: CardFrame, view: SignInView, t: Words): StepCard {
  switch (view.step) {
    case 'name':
      return {
        ...frame,
        heading: t('signIn.heading'),
        fields: [
          { name: 'name', label: t('signIn.name'), hint: t('signIn.name_hint'), autoComplete: 'username' },
        ],
      }
    case 'password':
      return { ...frame, heading: t('signIn.password'), fields: [passwordField(t)] }
    case 'code':
      return { ...codeCard(frame, view.code, t), ways: otherWays(view.ways, t) }
    case 'app':
    case 'passkey':
    case 'backup':
      return factorCard(frame, view, t)
    case 'must_change':
      return {
        ...frame,
        who: null,
        heading: t('signIn.choose_heading'),
        text: t('signIn.choose_text', { minimum: view.minimum }),
        ...newPassword(view.minimum, t),
      }
  }
}

/** What else could be proven with; where nothing can be, who helps. */
const otherWays = (ways: Way[], t: Words): StepCard['ways'] => ({
  label: t('signIn.ways.label'),
  options: ways.map((way) => ({ way, label: t(`signIn.ways.use.${way}`) })),
  help: t('signIn.ways.help'),
})

type FactorView = Extract<SignInView, { step: 'app' | 'passkey' | 'backup' }>

/** A second factor of one's own. */
function factorCard(frame: CardFrame, view: FactorView, t: Words): StepCard {
  const card = {
    ...frame,
    heading: t(`signIn.factors.${view.step}.heading`),
    text: t(`signIn.factors.${view.step}.text`),
    ways: otherWays(view.ways, t),
    submit: t('signIn.log_in'),
  }
  if (view.step === 'passkey')
    return {
      ...card,
      fields: [],
      submit: t('signIn.factors.passkey.submit'),
      passkey: { options: view.options, failed: t('signIn.factors.passkey.failed') },
    }
  if (view.step === 'app') return { ...card, fields: [codeField(t('signIn.factors.app.label'))] }
  return {
    ...card,
    fields: [{ name: 'code', label: t('signIn.factors.backup.label'), autoComplete: 'off', maxLength: 64 }],
  }
}

function codeCard(frame: CardFrame, view: CodeView, t: Words): StepCard {
  const { channel, number, reference, sending } = view
  const byMail = channel === 'mail'
  // Only what has happened names its time.
  const at = view.sendingAt ?? new Date(0)
  const text = byMail
    ? t('signIn.by_mail.sent', { number, reference })
    : t('signIn.code_sent', { number, reference })
  const notSent = byMail ? t('signIn.by_mail.not_sent', { number }) : t('signIn.code_not_sent', { number })
  const onItsWay = sending === 'queued' || sending === 'retrying' || (sending === 'sent' && !byMail)
  return {
    ...frame,
    heading: t('signIn.code_heading'),
    text: sending ? text : notSent,
    fields: [codeField(byMail ? t('signIn.by_mail.label') : t('signIn.code'))],
    submit: t('signIn.log_in'),
    code: {
      ...countdown(
        view.validFor,
        view.sendAgainIn,
        byMail ? t('signIn.by_mail.not_received') : t('signIn.not_received'),
        t,
      ),
      settled: !onItsWay,
      sending:
        sending &&
        (byMail && sending === 'sent'
          ? t('signIn.by_mail.on_its_way', { at })
          : t(`signIn.sending.${sending}`, { at })),
    },
  }
}

/** The SIM was changed lately: a second code, by e-mail, on the way in by number or to a new password. */
export function secondCodeCard(frame: CardFrame, view: SecondCodeView, t: Words): StepCard {
  const { number: address, reference, sending, validFor, sendAgainIn } = view.code
  return {
    ...frame,
    who: { sentence: view.login, other: t('signIn.other') },
    heading: t('signIn.second.heading'),
    text: sending
      ? t('signIn.second.text', { address, reference })
      : t('signIn.by_mail.not_sent', { number: address }),
    fields: [codeField(t('signIn.by_mail.label'))],
    submit: view.number ? t('signIn.log_in') : t('signIn.next'),
    code: {
      ...countdown(validFor, sendAgainIn, t('signIn.by_mail.not_received'), t),
      settled: true,
      sending: null,
    },
  }
}
