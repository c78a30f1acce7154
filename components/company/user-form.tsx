import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Select } from '@/components/ui/select'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { LOCALES } from '@/lib/kernel/locale'
import type { Words } from '@/lib/words/translator'

/** The choice of a language for messages, "as the company" first. */
export function LanguageSelect({ t, label, was }: { t: Words; label: string; was?: string }) {
  const options = LOCALES.map((language): [string, string] => [language, t(`shell.languages.${language}`)])
  return (
    <Select
      name="language"
      label={label}
      value={was ?? ''}
      edits={was !== undefined}
      options={[['', t('users.form.company_language')], ...options]}
    />
  )
}

/** Creates a colleague. */
export function UserForm({ t, companySlug, action }: { t: Words; companySlug: string; action: FormAction }) {
  return (
    <div className="max-w-lg">
      <PageHead title={t('users.create_title')} text={t('users.create_text')} />
      <Form action={action} className="card grid gap-5 p-5 sm:p-6">
        <FormAnswer fields={['login', 'name', 'email', 'mobile', 'language']} />
        <Field
          name="login"
          label={t('users.form.login')}
          hint={t('users.form.login_hint', { example: `name@${companySlug}` })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Field name="name" label={t('users.form.name')} autoComplete="off" required />
        <Field
          name="email"
          type="email"
          label={t('users.form.email')}
          hint={t('users.form.email_hint')}
          autoComplete="off"
          required
        />
        <Field
          name="mobile"
          type="tel"
          label={t('users.form.mobile')}
          hint={t('users.form.mobile_hint')}
          autoComplete="off"
          required
        />
        <LanguageSelect t={t} label={t('users.form.language')} />
        <div className="flex flex-wrap gap-3">
          <Submit>{t('users.create')}</Submit>
          <Link href="/users" prefetch={false} className={buttonClass('quiet')}>
            {t('users.form.cancel')}
          </Link>
        </div>
      </Form>
    </div>
  )
}
