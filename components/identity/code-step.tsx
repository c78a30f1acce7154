import { Field } from '@/components/ui/field'
import { Form, FormAnswer } from '@/components/ui/form'
import { Submit } from '@/components/ui/submit'
import type { CodeView } from '@/lib/identity/view'
import type { Words } from '@/lib/words/translator'
import type { SignInActions } from './actions'
import { Countdown } from './countdown'
import { Who } from './who'

type Props = { t: Words; view: { login: string; code: CodeView }; actions: SignInActions }

/** The code from the SMS, with the truth about where the SMS is. */
export function CodeStep({ t, view, actions }: Props) {
  const { code, login } = view
  const { number, reference, sending } = code
  return (
    <>
      <h1 className="mb-1 font-semibold text-2xl">{t('signIn.code_heading')}</h1>
      <Who t={t} login={login} startOver={actions.startOverAction} />
      <p className="mb-5">
        {sending ? t('signIn.code_sent', { number, reference }) : t('signIn.code_not_sent', { number })}
      </p>
      <Form key="code" action={actions.enterCodeAction} className="grid gap-5">
        <FormAnswer fields={['code']} />
        <Field
          name="code"
          label={t('signIn.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]*"
          maxLength={code.digits + 6}
          hint={
            <Countdown
              seconds={code.validFor}
              settled={sending !== 'queued' && sending !== 'retrying' && sending !== 'sent'}
              words={{
                left: t.raw('signIn.valid_for'),
                over: t('signIn.expired'),
                announce: t.raw('signIn.announce'),
              }}
            />
          }
          autoFocus
          required
        />
        <Submit wide>{t('signIn.log_in')}</Submit>
      </Form>
      <div className="mt-6 border-line border-t pt-5">
        {sending && (
          <p className="mb-3 text-sm text-soft" role="status">
            {t(`signIn.sending.${sending}`)}
          </p>
        )}
        <Form key="again" action={actions.sendCodeAgainAction} className="grid gap-3">
          <FormAnswer />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Submit look="quiet">{t('signIn.not_received')}</Submit>
            {code.sendAgainIn > 0 && (
              <span className="text-sm text-soft">{t('signIn.again_in', { seconds: code.sendAgainIn })}</span>
            )}
          </div>
        </Form>
      </div>
    </>
  )
}
