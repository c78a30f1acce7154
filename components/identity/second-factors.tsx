import { KeyRound, Smartphone } from 'lucide'
import { Proof } from '@/components/shell/proof'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Icon } from '@/components/ui/icon'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { SecondFactorView } from '@/lib/identity/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  factors: SecondFactorView[]
  /** Backup codes left; null: there are none. */
  left: number | null
  proven: boolean
  moment: MomentSettings
  actions: Record<'beginSecondFactorAction' | 'removeSecondFactorAction', FormAction>
}

/** One's own second factors: which there are, one more, one less, and the backup codes. */
export function SecondFactors(props: Props) {
  const { t, factors, left, proven, actions } = props
  return (
    <Card title={t('factors.title')}>
      <p className="mb-4 text-soft">{t('factors.text')}</p>
      {factors.length === 0 && <p className="mb-4">{t('factors.none')}</p>}
      <ul className="mb-2 divide-y divide-line">
        {factors.map((factor) => (
          <Factor key={factor.id} {...props} factor={factor} />
        ))}
      </ul>
      {left !== null && (
        <p className="mb-4 flex flex-wrap gap-x-4 gap-y-1">
          {t('factors.backup_left', { left })}
          <a href="/profile/backup-codes" className="link">
            {t('factors.backup_see')}
          </a>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {(['passkey', 'app'] as const).map((kind) =>
          proven ? (
            <Form key={kind} action={actions.beginSecondFactorAction} className="grid gap-3">
              <FormAnswer fields={['proof']} />
              <input type="hidden" name="kind" value={kind} />
              <Proof t={t} proven />
              <Submit look="quiet">{t(`factors.add_${kind}`)}</Submit>
            </Form>
          ) : (
            <Disclosure key={kind} summary={t(`factors.add_${kind}`)}>
              <Form action={actions.beginSecondFactorAction} className="grid gap-3">
                <FormAnswer fields={['proof']} />
                <input type="hidden" name="kind" value={kind} />
                <Proof t={t} />
                <div>
                  <Submit>{t(`factors.add_${kind}`)}</Submit>
                </div>
              </Form>
            </Disclosure>
          ),
        )}
      </div>
    </Card>
  )
}

function Factor({ t, factor, proven, moment, actions }: Props & { factor: SecondFactorView }) {
  const { id, kind, lastUsedAt } = factor
  const name = factor.name || t(`factors.kinds.${kind}`)
  const used = lastUsedAt ? t('factors.used', { when: momentText(lastUsedAt, moment) }) : t('factors.never')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0">
      <Icon of={kind === 'app' ? Smartphone : KeyRound} size={22} className="shrink-0 text-soft" />
      <div className="min-w-40 flex-1">
        <p>{name}</p>
        <p className="text-sm text-soft">
          {t(`factors.kinds.${kind}`)} · {used}
        </p>
      </div>
      <Disclosure summary={t('factors.remove')}>
        <Form action={actions.removeSecondFactorAction} className="grid gap-3">
          <FormAnswer fields={['proof']} />
          <input type="hidden" name="id" value={id} />
          <Proof t={t} proven={proven} />
          <Submit look="harm">{t('factors.remove_named', { name })}</Submit>
        </Form>
      </Disclosure>
    </li>
  )
}
