import type { ReactNode } from 'react'
import { Proof } from '@/components/shell/proof'
import { Badge, Card, Note } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Refresh } from '@/components/ui/refresh'
import { Submit } from '@/components/ui/submit'
import type { UserView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'
import { UserFactors } from './user-factors'
import { STATE_TONES } from './user-list'

export type UserActions = Record<
  | 'editUserAction'
  | 'suspendUserAction'
  | 'reactivateUserAction'
  | 'reissueTemporaryPasswordAction'
  | 'removeUserFactorsAction'
  | 'endMainAdministratorAction',
  FormAction
>
type May = {
  /** Whether they hold what the actor does not: then a second person decides about what gives a way in as them. */
  holdsMore: boolean
  endOffice: boolean
  edit: boolean
  suspend: boolean
  reactivate: boolean
  reissue: boolean
  removeFactors: boolean
}
type Props = {
  t: Words
  user: UserView
  actions: UserActions
  proven: boolean
  moment: MomentSettings
  may: May
  done: string | null
  /** What is to be settled first, between the head and the rest. */
  dispute: ReactNode
}

/** One user: who they are, whether they can get in, and what can be done about it. */
export function UserCard(props: Props) {
  const { t, user, done } = props
  const said = done && doneSentence(t, user, done)
  return (
    <>
      <div>
        <h1 className="font-semibold text-2xl">{user.name}</h1>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-soft">
          {user.account}
          <Badge tone={STATE_TONES[user.state]}>{t(`users.state.${user.state}`)}</Badge>
          {user.mainAdministrator && <Badge tone="brand">{t('users.main_administrator')}</Badge>}
        </p>
      </div>
      {said && <Note tone="done">{said}</Note>}
      {props.dispute}
      {props.may.holdsMore && <Note tone="attention">{t('users.holds_more', { name: user.name })}</Note>}
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Access {...props} />
        {/* Nobody whose account is closed signs in by one, nor is sent one. */}
        {!user.suspension && <Password {...props} />}
        <Contact {...props} />
        {props.may.endOffice && <Office {...props} />}
        {user.factors > 0 && <UserFactors {...props} may={props.may.removeFactors} />}
      </div>
    </>
  )
}

function doneSentence(t: Words, { account, email }: UserView, done: string): string | null {
  const sentences: Record<string, () => string> = {
    created: () => t('users.created', { account, email }),
    edited: () => t('users.contact.saved'),
    suspended: () => t('users.access.suspended_done', { name: account }),
    reactivated: () => t('users.access.reactivated_done', { name: account }),
    reissued: () => t('users.password.reissued', { email }),
    factors_removed: () => t('users.factors.removed', { name: account }),
    signed_out: () => t('users.sessions.ended_done', { name: account }),
    office_ended: () => t('shell.saved'),
    settled: () => t('users.dispute.done', { email }),
  }
  return Object.hasOwn(sentences, done) ? sentences[done]!() : null
}

/** A main administrator's office, and how it ends. */
function Office({ t, user, actions, proven }: Props) {
  return (
    <Card title={t('rights.templates.main_administrator.name')}>
      <Disclosure summary={t('editor.chief.end')}>
        <Form action={actions.endMainAdministratorAction} className="grid gap-4">
          <p className="text-soft">{t('editor.chief.text', { name: user.account })}</p>
          <FormAnswer fields={['reason', 'proof']} />
          <input type="hidden" name="id" value={user.id} />
          <Field name="reason" label={t('users.form.reason')} autoComplete="off" />
          <Proof t={t} proven={proven} />
          <div>
            <Submit look="harm">{t('editor.chief.end')}</Submit>
          </div>
        </Form>
      </Disclosure>
    </Card>
  )
}

function Access({ t, user, actions, moment, may }: Props) {
  const { account: name, suspension } = user
  return (
    <Card title={t('users.access.heading')}>
      {suspension ? (
        <>
          {suspension.disputed && <p>{t('users.access.disputed')}</p>}
          {suspension.by && (
            <p>
              {t('users.access.suspended', { when: momentText(suspension.since, moment), by: suspension.by })}
            </p>
          )}
          {suspension.reason && (
            <p className="text-soft">{t('users.access.because', { reason: suspension.reason })}</p>
          )}
          {may.reactivate && !suspension.disputed && (
            <Form action={actions.reactivateUserAction} className="mt-4 grid gap-3">
              <FormAnswer />
              <input type="hidden" name="id" value={user.id} />
              <div>
                <Submit look="quiet">{t('users.access.reactivate', { name })}</Submit>
              </div>
            </Form>
          )}
        </>
      ) : (
        <>
          <p>{t('users.access.active', { name })}</p>
          {may.suspend && (
            <Disclosure summary={t('users.access.suspend', { name })}>
              <Form action={actions.suspendUserAction} className="grid gap-4">
                <p className="text-soft">{t('users.access.suspend_text', { name })}</p>
                <FormAnswer fields={['reason']} />
                <input type="hidden" name="id" value={user.id} />
                <Field name="reason" label={t('users.form.reason')} autoComplete="off" />
                <div>
                  <Submit look="harm">{t('users.access.suspend', { name })}</Submit>
                </div>
              </Form>
            </Disclosure>
          )}
        </>
      )}
    </Card>
  )
}

function Password({ t, user, actions, moment, may }: Props) {
  const { password, mail, account: name, email } = user
  const when = 'expiresAt' in password ? momentText(password.expiresAt, moment) : ''
  const underWay = password.kind === 'temporary' && (!mail || mail.state === 'queued')
  return (
    <Card title={t('users.password.heading')}>
      {underWay && <Refresh every={2_000} />}
      <p>
        {password.kind === 'temporary'
          ? t('users.password.temporary', {
              mail: t(`users.password.mail.${mail?.state ?? 'unknown'}`),
              when,
            })
          : t(`users.password.${password.kind}`, { when })}
      </p>
      {may.reissue && (
        <Disclosure summary={t('users.password.reissue')}>
          <Form action={actions.reissueTemporaryPasswordAction} className="grid gap-4">
            <p className="text-soft">{t('users.password.reissue_text', { name, email })}</p>
            <FormAnswer />
            <input type="hidden" name="id" value={user.id} />
            <div>
              <Submit>{t('users.password.reissue')}</Submit>
            </div>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}

function Contact({ t, user, actions, proven, may }: Props) {
  return (
    <Card title={t('users.contact.heading')}>
      <p className="break-all">{user.email}</p>
      <p>
        {user.mobile}{' '}
        <span className="text-soft">
          ({user.mobileConfirmed ? t('users.contact.confirmed') : t('users.contact.unconfirmed')})
        </span>
      </p>
      {may.edit && !user.suspension?.disputed && (
        <Disclosure summary={t('users.contact.edit')}>
          <Form action={actions.editUserAction} className="grid gap-4">
            <p className="text-soft">{t('users.contact.edit_text')}</p>
            <FormAnswer fields={['name', 'email', 'mobile', 'proof']} />
            <input type="hidden" name="id" value={user.id} />
            <Field name="name" label={t('users.form.name')} was={user.name} autoComplete="off" required />
            <Field
              name="email"
              type="email"
              label={t('users.form.email')}
              was={user.email}
              autoComplete="off"
              required
            />
            <Field
              name="mobile"
              type="tel"
              label={t('users.form.mobile')}
              was={user.mobile}
              autoComplete="off"
              required
            />
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('users.form.save')}</Submit>
            </div>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
