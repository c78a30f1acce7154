import Link from 'next/link'
import { Card, Note, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type Columns, List } from '@/components/ui/list/list'
import type { MomentSettings } from '@/components/ui/moment'
import { NARROW } from '@/components/ui/narrow'
import { Submit } from '@/components/ui/submit'
import { type ListUsageInput, USAGE } from '@/lib/billing/schema'
import type { UsagePage, UsageRow } from '@/lib/billing/view'
import type { FormAction } from '@/lib/kernel/form'
import { dateFormat } from '@/lib/kernel/formats'
import type { Locale } from '@/lib/kernel/locale'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import type { Format } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  format: Format
  moment: MomentSettings
  lineId: string
  asked: ListUsageInput
  page: UsagePage
  /** Its download, and asking for it where a second person is wanted; null: not for this actor. */
  take: { ask: FormAction | null; again: boolean } | null
}

/** What a line was used for, event by event, month by month. */
export function UsageList({ t, format, moment, lineId, asked, page, take }: Props) {
  const tag = LANGUAGE_TAG[moment.locale]
  const exact = dateFormat(tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: moment.timeZone,
  })
  const places = new Intl.DisplayNames(tag, { type: 'region' })
  const quantity = ({ kind, quantity: of }: UsageRow) =>
    kind === 'data' ? format.bytes(of) : kind === 'voice' ? format.duration(of) : format.number(of)
  const columns: Columns<UsageRow> = [
    { key: 'at', head: t('usage.columns.at'), sort: 'at', cell: ({ at }) => exact.format(at) },
    { key: 'quantity', head: t('usage.columns.quantity'), cell: quantity, amount: true },
    { key: 'kind', head: t('usage.columns.kind'), cell: ({ kind }) => t(`usage.kinds.${kind}`) },
    {
      key: 'net',
      head: t('usage.columns.net'),
      cell: ({ net }) => (net > 0 ? format.money(net) : '–'),
      amount: true,
    },
    {
      key: 'other',
      head: t('usage.columns.other'),
      cell: ({ other }) => other,
    },
    {
      key: 'where',
      head: t('usage.columns.where'),
      cell: ({ abroad }) => (abroad ? places.of(abroad) : t('usage.home')),
    },
  ]
  const month = page.month.slice(0, 7)
  const none = page.keptFrom ? t('usage.not_kept', { month: format.month(page.keptFrom) }) : t('usage.none')
  return (
    <>
      <PageHead
        title={t('usage.title')}
        text={
          <Link href={`/lines/${lineId}`} prefetch={false} className="link tabular-nums">
            {page.number}
          </Link>
        }
      />
      <List
        t={t}
        caption={`${t('usage.title')}, ${format.month(page.month)}`}
        path={`/lines/${lineId}/usage`}
        listing={USAGE}
        asked={{ ...asked, month }}
        filters={[
          { name: 'month', label: t('usage.month'), value: month, options: [[month, '']], as: 'month' },
        ]}
        columns={columns}
        rows={page.rows}
        keyOf={(_, at) => String(at)}
        next={page.next}
        words={{ none, nothing: none }}
      />
      {take && !page.keptFrom && (
        <TakeUsage t={t} format={format} locale={moment.locale} lineId={lineId} month={month} take={take} />
      )}
    </>
  )
}

/** The month as a file; where the company asks a second person, a request first. */
function TakeUsage({
  t,
  format,
  locale,
  lineId,
  month,
  take,
}: {
  t: Words
  format: Format
  locale: Locale
  lineId: string
  month: string
  take: NonNullable<Props['take']>
}) {
  if (take.ask)
    return (
      <Card title={`${t('approvals.usage.title')}, ${format.month(`${month}-01`)}`}>
        <Form action={take.ask} className="grid max-w-lg gap-4">
          <FormAnswer fields={['comment']} />
          <input type="hidden" name="id" value={lineId} />
          <input type="hidden" name="month" value={month} />
          {take.again ? (
            <Note tone="attention">{t('refusals.approvals.decider_gone')}</Note>
          ) : (
            <p className="text-soft">{t('approvals.usage.text')}</p>
          )}
          <Field name="comment" label={t('approvals.comment')} autoComplete="off" />
          <div>
            <Submit>{t('approvals.ask')}</Submit>
          </div>
        </Form>
      </Card>
    )
  return (
    <p className="mt-5 flex flex-wrap gap-5">
      {tableOffers(locale).map((format) => (
        <button
          key={format}
          type="submit"
          form={NARROW}
          formAction={`/lines/${lineId}/usage/export`}
          name="format"
          value={format}
          className="link inline-block min-h-6"
        >
          {t('approvals.usage.take', { format: t(`lines.formats.${format}`) })}
        </button>
      ))}
    </p>
  )
}
