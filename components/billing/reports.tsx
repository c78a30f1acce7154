import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card, PageHead } from '@/components/ui/card'
import { lineCell } from '@/components/ui/list/cells'
import { type Column, Table } from '@/components/ui/list/table'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import type { BillLineKind, MonthlyCost, ReportKey, ReportRow } from '@/lib/billing/view'
import { REPORT_KEYS } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { Words } from '@/lib/words/translator'
import { differenceCell } from './difference'
import { Arriving, CostByMonth } from './line-cost'

type Props = {
  t: Words
  format: Format
  moment: MomentSettings
  /** The reader's rights reach a part of the company's accounts. */
  part: boolean
  costs: MonthlyCost
  reports: Record<ReportKey, readonly ReportRow[]>
  children: ReactNode
}

/** Where the money goes: the months, and each report's first rows with the way to all of it. */
export function Reports({ t, format, moment, part, costs, reports, children }: Props) {
  const { months, arriving } = costs
  const last = months.at(-1)
  const show = (report: ReportKey) => (
    <Report key={report} t={t} format={format} moment={moment} report={report} rows={reports[report]} />
  )
  return (
    <>
      <PageHead
        title={t('reports.title')}
        text={last && t(part ? 'reports.intro_part' : 'reports.intro', { month: format.month(last.month) })}
      />
      <div className="grid gap-8">
        {last ? (
          <>
            <Card title={t('reports.trend.title')}>
              <Arriving t={t} format={format} months={arriving} />
              <CostByMonth t={t} format={format} title={t('reports.trend.title')} months={months} />
            </Card>
            {REPORT_KEYS.map(show)}
          </>
        ) : (
          <>
            <Card>
              <p className="text-soft">{t(part ? 'reports.none_part' : 'reports.none')}</p>
            </Card>
            {reports.unused.length > 0 && show('unused')}
          </>
        )}
        {children}
      </div>
    </>
  )
}

function Report({
  t,
  format,
  moment,
  report,
  rows,
}: Pick<Props, 't' | 'format' | 'moment'> & { report: ReportKey; rows: readonly ReportRow[] }) {
  const text = report === 'kinds' ? null : t(`reports.${report}.text`)
  return (
    <section aria-labelledby={report}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id={report} className="font-semibold text-lg">
            {t(`reports.${report}.title`)}
          </h2>
          {text && <p className="text-soft">{text}</p>}
        </div>
        {rows.length > 0 && (
          <p className="flex flex-wrap gap-x-4 gap-y-1">
            {tableOffers(moment.locale).map((format) => (
              <a
                key={format}
                href={`/reports/${report}/${format}`}
                aria-label={`${t('reports.download', { format: t(`lines.formats.${format}`) })}: ${t(`reports.${report}.title`)}`}
                className="link inline-block min-h-6"
                download
              >
                {t('reports.download', { format: t(`lines.formats.${format}`) })}
              </a>
            ))}
          </p>
        )}
      </div>
      {rows.length === 0 ? (
        <Card>
          <p className="text-soft">
            {report === 'unused' || report === 'roaming' ? t(`reports.${report}.none`) : t('bills.nothing')}
          </p>
        </Card>
      ) : (
        <Table
          caption={t(`reports.${report}.title`)}
          columns={columnsOf(t, format, moment, report)}
          rows={rows}
          keyOf={({ key }) => key}
        />
      )}
      {report === 'unused' && rows.length > 0 && (
        <p className="mt-3">
          <Link href="/lines?only=unused&sort=used" prefetch={false} className="link">
            {t('reports.unused.all')}
          </Link>
        </p>
      )}
    </section>
  )
}

function columnsOf(t: Words, format: Format, moment: MomentSettings, report: ReportKey): Column<ReportRow>[] {
  const name: Column<ReportRow> = {
    key: 'name',
    head:
      report === 'kinds'
        ? t('bills.cut.name.kind')
        : report === 'centres'
          ? t('bills.cut.name.centre')
          : t('reports.line'),
    cell: (row) => {
      if (report === 'kinds') return t(`bills.kinds.${row.key as BillLineKind}`)
      if (report === 'centres') return row.label ?? t('bills.no_centre')
      return lineCell({ id: row.lineId, number: row.label, under: row.holder })
    },
  }
  if (report === 'unused')
    return [
      name,
      {
        key: 'at',
        head: t('reports.unused.last'),
        cell: ({ at, neverUsed }) => (neverUsed ? t('lines.never_used') : at && momentText(at, moment)),
        amount: true,
      },
    ]
  const net: Column<ReportRow> = {
    key: 'net',
    head: t('reports.net'),
    cell: (row) => format.money(row.net),
    amount: true,
  }
  if (report === 'roaming') return [name, net]
  return [
    name,
    net,
    {
      key: 'was',
      head: t('reports.was'),
      cell: ({ was }) => format.money(was ?? 0),
      amount: true,
      label: true,
    },
    {
      key: 'change',
      head: t('reports.change'),
      cell: (row) => differenceCell({ net: row.net, was: row.was ?? 0, format }),
      amount: true,
    },
  ]
}
