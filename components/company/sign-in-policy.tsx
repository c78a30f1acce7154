import { Proof } from '@/components/shell/proof'
import { Card, Note, PageHead } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import { Switch } from '@/components/ui/switch'
import type { SignInPolicy } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  policy: SignInPolicy
  proven: boolean
  moment: MomentSettings
  saved: boolean
  mayChange: boolean
  action: FormAction
}

/** The SMS at sign-in, with who is concerned and how before anything is saved (S2-10). */
export function SignInPolicyForm({ t, policy, proven, moment, saved, mayChange, action }: Props) {
  const { smsAtSignIn, users, tooShort, unconfirmed, minimum, last } = policy
  const consequence = smsAtSignIn
    ? t('security.if_off', { users, tooShort, minimum })
    : t('security.if_on', { users, unconfirmed })
  const stays = smsAtSignIn ? t('security.is_on', { users }) : t('security.is_off', { minimum })
  return (
    <div>
      <PageHead title={t('security.title')} text={t('security.text')} />
      {saved && (
        <div className="mb-5">
          <Note tone="done">{smsAtSignIn ? t('security.saved_on') : t('security.saved_off')}</Note>
        </div>
      )}
      <Card>
        {mayChange ? (
          <Form action={action} className="grid gap-5">
            <FormAnswer fields={['proof']} />
            <Switch name="on" label={t('security.sms')} on={smsAtSignIn} describedBy="policy" />
            <div id="policy" className="grid gap-3">
              <p>{stays}</p>
              <Note tone="attention">{t('security.otherwise', { consequence })}</Note>
              <p className="text-soft">{t('security.told')}</p>
            </div>
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('users.form.save')}</Submit>
            </div>
          </Form>
        ) : (
          <p>{stays}</p>
        )}
        {last && (
          <p className="mt-5 border-line border-t pt-4 text-sm text-soft">
            {t('security.last', { when: momentText(last.at, moment), by: last.by })}
          </p>
        )}
      </Card>
    </div>
  )
}
