import type { Words } from '@/lib/words/translator'
import type { CodeCard, StepCard, StepField } from './card-shape'

const reveal = (t: Words) => ({ show: t('signIn.show'), hide: t('signIn.hide') })

/** A password known already. */
export const passwordField = (t: Words): StepField => ({
  name: 'password',
  type: 'password',
  label: t('signIn.password'),
  reveal: reveal(t),
  aside: { href: '/recover', label: t('signIn.forgotten') },
  autoComplete: 'current-password',
})

/** A password of one's own, twice. */
export function newPassword(minimum: number, t: Words): Pick<StepCard, 'fields' | 'submit'> {
  const both = { type: 'password', autoComplete: 'new-password' } as const
  return {
    fields: [
      { ...both, name: 'password', label: t('signIn.new_password'), reveal: reveal(t), minLength: minimum },
      { ...both, name: 'again', label: t('signIn.new_password_again') },
    ],
    submit: t('signIn.save'),
  }
}

/** A one-time code; what comes along when it is pasted has room (`code` in lib/identity/schema.ts). */
export const codeField = (label: string): StepField => ({
  name: 'code',
  label,
  autoComplete: 'one-time-code',
  maxLength: 64,
  digits: true,
})

const secondsFromNow = (seconds: number) => ({ at: new Date(Date.now() + seconds * 1_000) })

/** How long a code is valid, in seconds, and in how many it can be sent again, by a button of that label. */
export const countdown = (
  validFor: number,
  sendAgainIn: number,
  label: string,
  t: Words,
): Pick<CodeCard, 'valid' | 'again'> => ({
  valid: {
    ...{
      seconds: validFor,
      left: t.raw('signIn.valid_for'),
      until: t('signIn.valid_until', secondsFromNow(validFor)),
    },
    ...{ over: t('signIn.expired'), announce: t.raw('signIn.announce') },
  },
  again: {
    ...{ label, seconds: sendAgainIn, left: t.raw('signIn.again_in') },
    from: t('signIn.again_from', secondsFromNow(sendAgainIn)),
  },
})
