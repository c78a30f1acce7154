import { CHANNELS, type RecoveryView } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import { codeField, countdown, newPassword } from './card-parts'
import type { CardFrame, StepCard } from './card-shape'

/** The cards of a forgotten password. */
export function recoveryCard(frame: CardFrame, view: RecoveryView, t: Words): StepCard {
  const who = { sentence: view.login, other: t('signIn.other') }
  switch (view.step) {
    case 'recover':
      return {
        ...frame,
        login: null,
        who: null,
        heading: t('signIn.recover.heading'),
        fields: [
          {
            name: 'name',
            label: t('signIn.recover.name'),
            hint: t('signIn.name_hint'),
            value: view.login,
            autoComplete: 'username',
          },
        ],
        choice: {
          name: 'channel',
          label: t('signIn.recover.channel'),
          options: CHANNELS.map((value) => ({ value, label: t(`signIn.recover.${value}`) })),
        },
        submit: t('signIn.recover.send'),
      }
    case 'recover_code':
      return {
        ...frame,
        who,
        heading: t('signIn.recover.code_heading'),
        text: t(`signIn.recover.code_sent_${view.channel}`, { login: view.login }),
        fields: [codeField(t('signIn.recover.code'))],
        submit: t('signIn.recover.next'),
        code: {
          ...countdown(view.validFor, view.sendAgainIn, t('signIn.recover.not_received'), t),
          settled: true,
          sending: null,
        },
      }
    case 'reset':
      return {
        ...frame,
        who,
        heading: t('signIn.recover.heading'),
        text: t('signIn.recover.reset_text', { address: view.provenBy, minimum: view.minimum }),
        ...newPassword(view.minimum, t),
      }
  }
}
