import type { NumberView } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import { codeField, countdown } from './card-parts'
import type { CardFrame, StepCard } from './card-shape'

/** The cards of signing in by phone number (S2-13…16). */
export function numberCard(frame: CardFrame, view: NumberView, t: Words): StepCard {
  switch (view.step) {
    case 'phone':
      return {
        ...frame,
        heading: t('signIn.phone.heading'),
        text: t('signIn.phone.text'),
        fields: [
          {
            name: 'number',
            type: 'tel',
            label: t('signIn.phone.number'),
            hint: t('signIn.phone.hint'),
            autoComplete: 'tel',
          },
        ],
      }
    case 'number':
      return {
        ...frame,
        heading: t('signIn.phone.check'),
        who: { sentence: t('signIn.phone.check_text'), other: t('signIn.phone.other') },
        figure: view.login,
        fields: [],
        submit: t('signIn.phone.request'),
      }
    case 'number_code':
      return {
        ...frame,
        heading: t('signIn.code_heading'),
        who: { sentence: view.login, other: t('signIn.phone.other') },
        text: t('signIn.phone.sent', { number: view.login }),
        fields: [codeField(t('signIn.code'))],
        submit: t('signIn.log_in'),
        code: {
          ...countdown(view.validFor, view.sendAgainIn, t('signIn.not_received'), t),
          settled: true,
          sending: null,
        },
        ways: { label: t('signIn.ways.label'), options: [], help: t('signIn.phone.help') },
      }
  }
}
