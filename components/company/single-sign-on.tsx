import { Proof } from '@/components/shell/proof'
import { Card, Note } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import { Was } from '@/components/ui/was'
import type { IdentityProviderView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  provider: IdentityProviderView | null
  returnTo: string
  proven: boolean
  moment: MomentSettings
  done: string | null
  mayChange: boolean
  actions: Record<
    'setIdentityProviderAction' | 'removeIdentityProviderAction' | 'beginCompanyLinkAction',
    FormAction
  >
}

/** The company's own provider of single sign-on: set up, tested, in use, removed. */
export function SingleSignOn({ t, provider, returnTo, proven, moment, done, mayChange, actions }: Props) {
  return (
    <Card title={t('sso.title')}>
      <div className="grid gap-5">
        {done === 'provider' && <Note tone="done">{t('sso.kept')}</Note>}
        {done === 'provider_removed' && <Note tone="done">{t('sso.removed')}</Note>}
        <p>{t('sso.text')}</p>
        {provider && <State t={t} provider={provider} proven={proven} moment={moment} actions={actions} />}
        <div>
          <p className="text-sm text-soft">{t('sso.return_to')}</p>
          <p className="mt-1 flex flex-wrap items-center gap-3">
            <code className="break-all">{returnTo}</code>
            <CopyButton text={returnTo} copy={t('shell.copy')} copied={t('shell.copied')} />
          </p>
        </div>
        {mayChange ? (
          <Form action={actions.setIdentityProviderAction} className="grid gap-5">
            <FormAnswer fields={['address', 'clientId', 'secret', 'proof']} />
            <Field
              name="address"
              type="url"
              label={t('sso.address')}
              hint={t('sso.address_hint')}
              was={provider?.address ?? ''}
              autoComplete="off"
              required
            />
            <Field
              name="clientId"
              label={t('sso.client')}
              was={provider?.clientId ?? ''}
              autoComplete="off"
              required
            />
            <Field
              name="secret"
              type="password"
              label={t('sso.secret')}
              hint={provider ? t('sso.secret_keep') : undefined}
              autoComplete="off"
            />
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('sso.save')}</Submit>
            </div>
          </Form>
        ) : (
          <p className="text-soft">{t('refusals.company.sign_in_of_everybody')}</p>
        )}
        {provider && mayChange && (
          <Disclosure summary={t('sso.remove')}>
            <Form action={actions.removeIdentityProviderAction} className="grid gap-4">
              <p className="text-soft">{t('sso.remove_text')}</p>
              <FormAnswer fields={['proof']} />
              <Was name="address" value={provider.address} />
              <Was name="clientId" value={provider.clientId} />
              <Proof t={t} proven={proven} />
              <div>
                <Submit look="harm">{t('sso.remove')}</Submit>
              </div>
            </Form>
          </Disclosure>
        )}
      </div>
    </Card>
  )
}

type StateProps = Pick<Props, 't' | 'proven' | 'moment' | 'actions'> & { provider: IdentityProviderView }

function State({ t, provider, proven, moment, actions }: StateProps) {
  const { verifiedAt, issuer, linked } = provider
  if (verifiedAt)
    return (
      <Note tone="done">
        {t('sso.in_use', { when: momentText(verifiedAt, moment), issuer: new URL(issuer).host, linked })}
      </Note>
    )
  return (
    <div className="grid gap-4">
      <Note tone="attention">{t('sso.untested')}</Note>
      <Form action={actions.beginCompanyLinkAction} className="grid gap-4">
        <FormAnswer fields={['proof']} />
        <Proof t={t} proven={proven} />
        <div>
          <Submit>{t('sso.test')}</Submit>
        </div>
      </Form>
    </div>
  )
}
