import { Field } from '@/components/ui/field'
import { Form, FormAnswer } from '@/components/ui/form'
import { Submit } from '@/components/ui/submit'
import type { SignInView } from '@/lib/identity/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Market } from '@/lib/market/market'
import type { Words } from '@/lib/words/translator'
import type { SignInActions } from './actions'
import { CodeStep } from './code-step'
import { Who } from './who'

type Props = {
  t: Words
  view: SignInView
  /** Why the attempt before this one is over. */
  ending: string | undefined
  returnTo: string | null
  market: Market
  actions: SignInActions
}

/** One card, one question at a time. */
export function SignInCard({ t, view, ending, returnTo, market, actions }: Props) {
  const { domestic: number, abroad } = market.customerService
  return (
    <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
      <div className="card p-6 sm:p-8">
        {ending && (
          <p role="alert" className="mb-6 rounded-control bg-attention-tint px-4 py-3 text-attention">
            {ending}
          </p>
        )}
        {view.step === 'name' && <NameStep t={t} returnTo={returnTo} action={actions.beginSignInAction} />}
        {view.step === 'password' && <PasswordStep t={t} view={view} actions={actions} />}
        {view.step === 'code' && <CodeStep t={t} view={view} actions={actions} />}
        {view.step === 'must_change' && (
          <ChooseStep t={t} view={view} action={actions.choosePasswordAction} />
        )}
      </div>
      <p className="text-center text-sm text-soft">
        <span className="font-medium text-ink">{t('signIn.help')}</span>{' '}
        {t('signIn.help_text', { number, abroad })}
      </p>
    </div>
  )
}

const Heading = ({ children }: { children: string }) => (
  <h1 className="mb-6 font-semibold text-2xl">{children}</h1>
)

function NameStep({ t, returnTo, action }: { t: Words; returnTo: string | null; action: FormAction }) {
  return (
    <>
      <Heading>{t('signIn.heading')}</Heading>
      <Form key="name" action={action} className="grid gap-5">
        <FormAnswer fields={['name']} />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <Field
          name="name"
          label={t('signIn.name')}
          hint={t('signIn.name_hint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
        />
        <Submit wide>{t('signIn.next')}</Submit>
      </Form>
    </>
  )
}

function PasswordStep({ t, view, actions }: { t: Words; view: { login: string }; actions: SignInActions }) {
  return (
    <>
      <h1 className="mb-1 font-semibold text-2xl">{t('signIn.password')}</h1>
      <Who t={t} login={view.login} startOver={actions.startOverAction} />
      <Form key="password" action={actions.enterPasswordAction} className="grid gap-5">
        <FormAnswer fields={['password']} />
        <input type="text" name="username" value={view.login} autoComplete="username" readOnly hidden />
        <Field
          name="password"
          type="password"
          label={t('signIn.password')}
          reveal={{ show: t('signIn.show'), hide: t('signIn.hide') }}
          aside={
            <a href="/recover" className="link text-sm">
              {t('signIn.forgotten')}
            </a>
          }
          autoComplete="current-password"
          autoFocus
          required
        />
        <Submit wide>{t('signIn.next')}</Submit>
      </Form>
    </>
  )
}

function ChooseStep({
  t,
  view,
  action,
}: {
  t: Words
  view: { login: string; minimum: number }
  action: FormAction
}) {
  const reveal = { show: t('signIn.show'), hide: t('signIn.hide') }
  return (
    <>
      <h1 className="mb-2 font-semibold text-2xl">{t('signIn.choose_heading')}</h1>
      <p className="mb-6 text-soft">{t('signIn.choose_text', { minimum: view.minimum })}</p>
      <Form key="choose" action={action} className="grid gap-5">
        <FormAnswer fields={['password', 'again']} />
        <input type="text" name="username" value={view.login} autoComplete="username" readOnly hidden />
        <Field
          name="password"
          type="password"
          label={t('signIn.new_password')}
          reveal={reveal}
          autoComplete="new-password"
          minLength={view.minimum}
          autoFocus
          required
        />
        <Field
          name="again"
          type="password"
          label={t('signIn.new_password_again')}
          autoComplete="new-password"
          required
        />
        <Submit wide>{t('signIn.save')}</Submit>
      </Form>
    </>
  )
}
