import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, Card, Note } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Format } from '@/lib/kernel/money'
import { shownEmail } from '@/lib/kernel/shown-email'
import type { LineView } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { STATUS_TONES } from './line-list'
import { LineUse } from './line-use'

type Props = {
  t: Words
  format: Format
  line: LineView
  moment: MomentSettings
  saved: boolean
  edit: FormAction | null
  showCodes: FormAction | null
  mayItemise: boolean
  /** What this actor may not do with it, and why. */
  lacks: ReactNode
  /** What it costs and who may do what with it, from other rooms. */
  children: ReactNode
}

/** One line: what it is, what it used and cost, how it stood, and what the company itself says of it. */
export function LineCard({
  t,
  format,
  line,
  moment,
  saved,
  edit,
  showCodes,
  mayItemise,
  lacks,
  children,
}: Props) {
  const { id, number, status, label, history, iccid } = line
  return (
    <div className="grid gap-5">
      <div>
        <h1 className="flex flex-wrap items-center gap-3 font-semibold text-2xl tabular-nums">
          {number}
          <CopyButton text={number} copy={t('shell.copy')} copied={t('shell.copied')} />
        </h1>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-soft">
          {[label, line.holder].filter(Boolean).join(' · ')}
          <Badge tone={STATUS_TONES[status]}>{t(`lines.short.${status}`)}</Badge>
        </p>
      </div>
      {saved && <Note tone="done">{t('lines.saved')}</Note>}
      <div className="grid items-start gap-5 md:grid-cols-2">
        <div className="grid gap-5">
          <LineUse t={t} format={format} use={line} />
          {mayItemise && (
            <p>
              <Link href={`/lines/${id}/usage`} prefetch={false} className="link">
                {t('lines.usage')}
              </Link>
            </p>
          )}
          <About t={t} format={format} line={line} moment={moment} />
          {iccid && showCodes && (
            <Card title={t('sim.title')}>
              <Form action={showCodes} className="grid gap-4">
                <p className="text-soft">{t('sim.audited')}</p>
                <FormAnswer />
                <input type="hidden" name="id" value={id} />
                <div>
                  <Submit look="quiet">{t('sim.show')}</Submit>
                </div>
              </Form>
            </Card>
          )}
        </div>
        <div className="grid gap-5">
          {children}
          {edit && <Edit t={t} line={line} edit={edit} />}
          {edit && (
            <Card title={t('lines.columns.centre')}>
              <p className="mb-4">{line.costCentre ?? t('lines.move.none')}</p>
              <Link href={`/lines/move?id=${id}`} prefetch={false} className={buttonClass('quiet')}>
                {t('lines.move.open')}
              </Link>
            </Card>
          )}
          {lacks}
          <Card title={t('lines.history')}>
            <ol className="grid gap-2">
              {history.map(({ at, status: was }) => (
                <li key={at.toISOString()} className="flex justify-between gap-4">
                  <span>{t(`line.status.${was}`)}</span>
                  <span className="text-right text-soft">{momentText(at, moment)}</span>
                </li>
              ))}
            </ol>
          </Card>
        </div>
      </div>
    </div>
  )
}

function About({ t, format, line, moment }: Pick<Props, 't' | 'format' | 'line' | 'moment'>) {
  const facts = [
    [t('lines.kind'), t(`lines.kinds.${line.kind}`)],
    [t('lines.columns.holder'), line.holder],
    [t('lines.email'), line.email && shownEmail(line.email)],
    [t('lines.columns.tariff'), line.tariff],
    [t('lines.options'), line.options.join(', ')],
    [t('lines.limit'), line.spendingLimit !== null && format.money(line.spendingLimit)],
    [t('lines.account'), line.account],
    [t('lines.columns.centre'), line.costCentre],
    [t('lines.sim'), line.iccid],
    [t('lines.columns.used'), line.neverUsed ? t('lines.never_used') : momentText(line.lastUsedAt, moment)],
    [t('lines.since'), momentText(line.createdAt, moment)],
  ] as const
  return (
    <Card title={t('lines.facts')}>
      <Facts facts={facts} />
    </Card>
  )
}

function Edit({ t, line, edit }: Pick<Props, 't' | 'line'> & { edit: FormAction }) {
  return (
    <Card title={t('lines.edit')}>
      <Form action={edit} className="grid gap-5">
        <FormAnswer fields={['label', 'holder']} />
        <input type="hidden" name="id" value={line.id} />
        <Field name="label" label={t('lines.label')} was={line.label ?? ''} autoComplete="off" />
        <Field
          name="holder"
          label={t('lines.columns.holder')}
          hint={t('lines.holder_hint')}
          was={line.holder ?? ''}
          autoComplete="off"
        />
        <div>
          <Submit>{t('lines.save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}
