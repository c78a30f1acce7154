import type { CompanyView } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import type { CardFrame, StepCard } from './card-shape'

/** The cards of signing in at one's company's own provider. */
export function companyCard(frame: CardFrame, view: CompanyView, t: Words): StepCard {
  if (view.step === 'company')
    return {
      ...frame,
      login: null,
      who: { sentence: view.login, other: t('signIn.other') },
      heading: t('signIn.company.go_heading'),
      text: t('signIn.company.go_text'),
      fields: [],
      link: { href: '/sign-in/company/go', label: t('signIn.company.go') },
    }
  return {
    ...frame,
    heading: t('signIn.company.heading'),
    text: t('signIn.company.text'),
    fields: [
      {
        name: 'company',
        label: t('signIn.company.name'),
        hint: t('signIn.company.name_hint'),
        autoComplete: 'organization',
      },
    ],
  }
}
