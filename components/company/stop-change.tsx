import { Note } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { exactText, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { ContactChangeView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  moment: MomentSettings
  token: string
  /** Null: there is no such link, or its time is over. */
  change: ContactChangeView | null
  service: string
  action: FormAction
}

/** What somebody can do whose contacts were changed by somebody else: with the link of a mail, or the code of an SMS. */
export function StopChange(props: Props) {
  const { t, token, change, service } = props
  return (
    <div className="card grid gap-5 p-6 sm:p-8">
      <h1 className="font-semibold text-2xl">{t('users.stop.title')}</h1>
      {!token && <ByCode {...props} />}
      {token && !change && (
        <Note tone="attention">{t('refusals.company.stop_over', { number: service })}</Note>
      )}
      {change?.state === 'open' && <ByLink {...props} change={change} />}
      {change?.state === 'stopped' && <Stopped {...props} change={change} />}
      {change?.state === 'settled' && (
        <>
          <Note tone="done">
            {t('users.stop.settled', {
              when: exactText(change.settledAt, props.moment),
              account: change.account,
            })}
          </Note>
          <p>{t('users.stop.settled_after', { number: service })}</p>
        </>
      )}
    </div>
  )
}

function ByLink({
  t,
  moment,
  token,
  change,
  action,
}: Props & { change: ContactChangeView & { state: 'open' } }) {
  const { account, by, at, until } = change
  const [email, mobile] = [change.email ? 'yes' : 'no', change.mobile ? 'yes' : 'no'] as const
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        {t('users.stop.what', { when: exactText(at, moment), by, account, email, mobile })}
      </p>
      <p className="[overflow-wrap:anywhere]">{t('users.stop.effect', { account })}</p>
      <p className="text-soft">{t('users.stop.until', { until: exactText(until, moment) })}</p>
      <Form action={action} className="grid gap-4">
        <FormAnswer />
        <input type="hidden" name="token" value={token} />
        <div>
          <Submit look="harm">{t('users.stop.button')}</Submit>
        </div>
      </Form>
    </>
  )
}

function Stopped({
  t,
  moment,
  change,
  service,
}: Props & { change: ContactChangeView & { state: 'stopped' } }) {
  const { account, stoppedAt } = change
  return (
    <>
      <Note tone="done">{t('users.stop.stopped', { when: exactText(stoppedAt, moment), account })}</Note>
      <p>{t('users.stop.after')}</p>
      <p>{t('users.stop.alone', { number: service })}</p>
    </>
  )
}

function ByCode({ t, action }: Props) {
  return (
    <>
      <p>{t('users.stop.code_text')}</p>
      <Form action={action} className="grid gap-5">
        <FormAnswer />
        <Field
          name="reference"
          label={t('users.stop.reference')}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Field name="code" label={t('users.stop.code')} autoComplete="off" inputMode="numeric" required />
        <div>
          <Submit look="harm">{t('users.stop.button')}</Submit>
        </div>
      </Form>
    </>
  )
}
