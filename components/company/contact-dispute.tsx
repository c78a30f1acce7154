import { Proof } from '@/components/shell/proof'
import { Radio } from '@/components/ui/box'
import { Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { exactText, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import { Was } from '@/components/ui/was'
import type { DisputeView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import { shownEmail } from '@/lib/kernel/shown-email'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  user: { id: string; account: string }
  dispute: DisputeView
  /** Why whoever looks may not settle it, in a sentence; null: they may. */
  whyNot: string | null
  proven: boolean
  moment: MomentSettings
  action: FormAction
}

/** A stopped change of contacts: what happened, which contacts there are, and who says which of them hold. */
export function ContactDispute({ t, user, dispute, whyNot, proven, moment, action }: Props) {
  const { account } = user
  const { id, stoppedAt, present, former } = dispute
  return (
    <Card title={t('users.dispute.title')}>
      <p className="wrap-anywhere">
        {t('users.dispute.what', { when: exactText(stoppedAt, moment), account })}
      </p>
      <p className="mt-2 text-soft">{t('users.dispute.advice')}</p>
      <Form action={action} className="mt-4 grid gap-4">
        <fieldset className="grid gap-3" disabled={whyNot !== null}>
          <legend className="sr-only">{t('users.dispute.title')}</legend>
          {former.map(({ id: change, at, by, ...contacts }) => (
            <Choice
              key={change}
              value={change}
              label={
                by
                  ? t('users.dispute.former', { when: exactText(at, moment), by })
                  : t('users.dispute.former_operator', { when: exactText(at, moment) })
              }
              contacts={contacts}
            />
          ))}
          <Choice value="present" label={t('users.dispute.present')} contacts={present} />
        </fieldset>
        {whyNot ? (
          <p>{whyNot}</p>
        ) : (
          <>
            <p className="text-soft">{t('users.dispute.effect', { account })}</p>
            <FormAnswer fields={['proof']} />
            <input type="hidden" name="id" value={user.id} />
            <input type="hidden" name="dispute" value={id} />
            <Was name="email" value={present.email} />
            <Was name="mobile" value={present.mobile} />
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('users.dispute.button')}</Submit>
            </div>
          </>
        )}
      </Form>
    </Card>
  )
}

const Choice = (props: { value: string; label: string; contacts: { email: string; mobile: string } }) => (
  <label className="flex gap-3 rounded-control border border-line p-4">
    <Radio name="contacts" value={props.value} required className="mt-0.5 size-5 shrink-0 accent-brand" />
    <span className="min-w-0">
      <span className="block font-medium">{props.label}</span>
      <span className="wrap-anywhere block">{shownEmail(props.contacts.email)}</span>
      <span className="block">{props.contacts.mobile}</span>
    </span>
  </label>
)
