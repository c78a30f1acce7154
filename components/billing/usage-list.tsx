import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type Column, Table } from '@/components/ui/list/table'
import type { MomentSettings } from '@/components/ui/moment'
import { NARROW } from '@/components/ui/narrow'
import { Pager } from '@/components/ui/pager'
import { Submit } from '@/components/ui/submit'
import { Unapplied } from '@/components/ui/unapplied'
import type { UsagePage, UsageRow } from '@/lib/billing/view'
import type { FormAction } from '@/lib/kernel/form'
import { dateFormat } from '@/lib/kernel/formats'
import type { Locale } from '@/lib/kernel/locale'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import type { Told } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  told: Told
  moment: MomentSettings
  lineId: string
  page: UsagePage
  isFirst: boolean
  /** Its download, and asking for it where a second person is wanted; null: not for this actor. */
  take: { ask: FormAction | null } | null
}

/** What a line was used for, event by event, month by month. */
export function UsageList({ t, told, moment, lineId, page, isFirst, take }: Props) {
  const tag = LANGUAGE_TAG[moment.locale]
  const exact = dateFormat(tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: moment.timeZone,
  })
  const places = new Intl.DisplayNames(tag, { type: 'region' })
  const quantity = ({ kind, quantity: of }: UsageRow) =>
    kind === 'data' ? told.bytes(of) : kind === 'voice' ? told.duration(of) : told.number(of)
  const columns: Column<UsageRow>[] = [
    { key: 'at', head: t('usage.columns.at'), cell: ({ at }) => exact.format(at) },
    { key: 'quantity', head: t('usage.columns.quantity'), cell: quantity, amount: true },
    { key: 'kind', head: t('usage.columns.kind'), cell: ({ kind }) => t(`usage.kinds.${kind}`) },
    {
      key: 'net',
      head: t('usage.columns.net'),
      cell: ({ net }) => (net > 0 ? told.money(net) : '–'),
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
  const path = `/lines/${lineId}/usage?month=${month}`
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
      <form
        key={month}
        id={NARROW}
        action={`/lines/${lineId}/usage`}
        autoComplete="off"
        className="mb-4 flex flex-wrap items-end gap-3"
      >
        <input
          type="month"
          name="month"
          required
          defaultValue={month}
          aria-label={t('usage.month')}
          className="min-h-11 rounded-control border border-field bg-surface px-3"
        />
        <button type="submit" className={buttonClass('quiet')}>
          {t('bills.show')}
        </button>
        <Unapplied text={t('lines.unapplied')} />
      </form>
      {page.rows.length === 0 ? (
        <Card>
          <p className="text-soft">{t('usage.none')}</p>
        </Card>
      ) : (
        <Table
          caption={`${t('usage.title')}, ${told.month(page.month)}`}
          columns={columns}
          rows={page.rows}
          keyOf={(row) => `${row.at.toISOString()} ${row.kind} ${row.other ?? ''} ${row.quantity}`}
        />
      )}
      <Pager
        first={isFirst ? null : path}
        next={page.next && `${path}&after=${page.next}`}
        words={{ first: t('bills.first'), more: t('bills.more') }}
      />
      {take && (
        <TakeUsage t={t} told={told} locale={moment.locale} lineId={lineId} month={month} take={take} />
      )}
    </>
  )
}

/** The month as a file; where the company asks a second person, a request first. */
function TakeUsage({
  t,
  told,
  locale,
  lineId,
  month,
  take,
}: {
  t: Words
  told: Told
  locale: Locale
  lineId: string
  month: string
  take: NonNullable<Props['take']>
}) {
  if (take.ask)
    return (
      <Card title={`${t('approvals.usage.title')}, ${told.month(`${month}-01`)}`}>
        <Form action={take.ask} className="grid max-w-lg gap-4">
          <FormAnswer fields={['comment']} />
          <input type="hidden" name="id" value={lineId} />
          <input type="hidden" name="month" value={month} />
          <p className="text-soft">{t('approvals.usage.text')}</p>
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
