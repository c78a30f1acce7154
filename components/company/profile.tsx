import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { shownEmail } from '@/lib/kernel/shown-email'
import type { Words } from '@/lib/words/translator'
import { LanguageSelect } from './user-form'

type Props = {
  t: Words
  account: string
  profile: { name: string; email: string; mobile: string; language: string | null }
  minimum: number
  actions: Record<'editProfileAction' | 'changePasswordAction', FormAction>
}

/** One's own name, language and password. */
export function Profile({ t, account, profile, minimum, actions }: Props) {
  const reveal = { show: t('signIn.show'), hide: t('signIn.hide') }
  return (
    <>
      <PageHead title={t('users.profile.title')} />
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Card>
          <dl className="mb-5 grid gap-1">
            <dt className="text-sm text-soft">{t('users.profile.account')}</dt>
            <dd className="font-medium">{account}</dd>
            <dd className="break-all">{shownEmail(profile.email)}</dd>
            <dd>{profile.mobile}</dd>
            <dd className="text-sm text-soft">{t('users.profile.administrator_changes')}</dd>
          </dl>
          <Form action={actions.editProfileAction} className="grid gap-5">
            <FormAnswer fields={['name']} />
            <Field name="name" label={t('users.form.name')} was={profile.name} autoComplete="name" required />
            <LanguageSelect t={t} label={t('users.profile.language')} was={profile.language ?? ''} />
            <div>
              <Submit>{t('users.form.save')}</Submit>
            </div>
          </Form>
        </Card>
        <Card title={t('users.profile.password')}>
          <Form action={actions.changePasswordAction} className="grid gap-5">
            <p className="text-soft">{t('users.profile.password_text')}</p>
            <FormAnswer fields={['current', 'password', 'again']} />
            <input type="text" name="username" value={account} autoComplete="username" readOnly hidden />
            <Field
              name="current"
              type="password"
              label={t('users.profile.current')}
              autoComplete="current-password"
              required
            />
            <Field
              name="password"
              type="password"
              label={t('signIn.new_password')}
              reveal={reveal}
              minLength={minimum}
              autoComplete="new-password"
              required
            />
            <Field
              name="again"
              type="password"
              label={t('signIn.new_password_again')}
              autoComplete="new-password"
              required
            />
            <div>
              <Submit>{t('signIn.save')}</Submit>
            </div>
          </Form>
        </Card>
      </div>
    </>
  )
}
