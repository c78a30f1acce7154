import type { StepView } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import type { CardFrame, StepCard } from './card-shape'
import { companyCard } from './company-cards'
import { numberCard } from './number-cards'
import { recoveryCard } from './recovery-cards'
import { secondCodeCard, signInCard } from './sign-in-cards'

/** Writes the card of where an attempt stands; `attempt`: which one, for the forms of the card. */
export function stepCard(view: StepView, attempt: string, t: Words): StepCard {
  const login = 'login' in view ? view.login : null
  const frame: CardFrame = {
    step: view.step,
    attempt,
    login,
    who: login ? { sentence: t('signIn.for', { account: login }), other: t('signIn.other') } : null,
    text: null,
    figure: null,
    code: null,
    choice: null,
    passkey: null,
    link: null,
    ways: null,
    submit: t('signIn.next'),
  }
  switch (view.step) {
    case 'name':
    case 'password':
    case 'code':
    case 'app':
    case 'passkey':
    case 'backup':
    case 'must_change':
      return signInCard(frame, view, t)
    case 'recover':
    case 'recover_code':
    case 'reset':
      return recoveryCard(frame, view, t)
    case 'phone':
    case 'number':
    case 'number_code':
      return numberCard(frame, view, t)
    case 'company_name':
    case 'company':
      return companyCard(frame, view, t)
    case 'second_code':
      return secondCodeCard(frame, view, t)
  }
}
