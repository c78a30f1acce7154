import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { Pager } from '@/components/ui/list/pager'
import { coverName, taxText } from '@/lib/billing/rules'
import type { BillView } from '@/lib/billing/view'
import type { Locale } from '@/lib/kernel/locale'
import type { Format } from '@/lib/kernel/money'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { Words } from '@/lib/words/translator'
import { BILL_TONES } from './bill-list'

type Props = {
  t: Words
  format: Format
  locale: Locale
  bill: BillView
  part: 'changes' | 'centre' | 'line' | 'kind'
  /** Whether what covers the bill is shown from its newest payment on. */
  coverIsNewest: boolean
  mayPay: boolean
  /** Whether copies can be had by mail. */
  maySchedule: boolean
  children: ReactNode
}

/** A bill: what it comes to, and below it one of its cuts. */
export function BillCard(props: Props) {
  const { t, format, locale, bill, part, coverIsNewest, mayPay, maySchedule, children } = props
  const { total, open, state, month, accountName } = bill
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="font-semibold text-2xl first-letter:uppercase">{format.month(month)}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-soft">
            {`${accountName} · ${bill.number}`}
            <Badge tone={BILL_TONES[state]}>{t(`bills.state.${state}`)}</Badge>
          </p>
        </div>
        {mayPay && open > 0 && state !== 'on_hold' && (
          <Link href={`/bills/pay?bill=${bill.id}`} prefetch={false} className={buttonClass('main')}>
            {t('bills.pay.this', { amount: format.money(open) })}
          </Link>
        )}
      </div>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Card>
          <p className="text-sm text-soft">
            {t(bill.type === 'credit_note' ? 'bills.credited' : 'bills.columns.total')}
          </p>
          <p className="font-semibold text-4xl tabular-nums tracking-tight">{format.money(total)}</p>
          <Totals t={t} format={format} bill={bill} />
          <Cover t={t} format={format} bill={bill} part={part} coverIsNewest={coverIsNewest} />
        </Card>
        <Card title={t('bills.facts')}>
          <About t={t} format={format} bill={bill} />
          <Downloads t={t} locale={locale} bill={bill} maySchedule={maySchedule} />
        </Card>
      </div>
      <section aria-labelledby="cut">
        <h2 id="cut" className="sr-only">
          {t('bills.by.label')}
        </h2>
        <Tabs t={t} bill={bill} part={part} />
        {children}
      </section>
    </div>
  )
}

function Totals({ t, format, bill }: Pick<Props, 't' | 'format' | 'bill'>) {
  const rows: [string, number][] = [
    [t('bills.columns.net'), bill.net],
    ...bill.taxes.map((tax): [string, number] => [
      `${taxText(tax, t, format)} (${format.money(tax.base)})`,
      tax.amount,
    ]),
    ...(bill.rounding === 0 ? [] : [[t('bills.rounding'), bill.rounding] as [string, number]]),
    // A credit note is money: it is neither paid nor open.
    ...(bill.type === 'invoice'
      ? [[t('bills.paid'), bill.paid] as [string, number], [t('bills.open'), bill.open] as [string, number]]
      : []),
  ]
  return (
    <dl className="mt-4 grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
      {rows.map(([name, amount]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="text-right tabular-nums">{format.money(amount)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What covers the bill: payments made here and money that the operator has received. */
function Cover({
  t,
  format,
  bill,
  part,
  coverIsNewest,
}: Pick<Props, 't' | 'format' | 'bill' | 'part' | 'coverIsNewest'>) {
  const { id, payments, olderPayments } = bill
  if (payments.length === 0) return null
  const address = `/bills/${id}?by=${part}`
  return (
    <div className="mt-4 grid gap-2 border-line border-t pt-4 text-soft">
      {olderPayments && <p>{t('bills.cover.older', { count: olderPayments.count })}</p>}
      <ul aria-label={t('bills.cover.title')} className="grid gap-2">
        {payments.map((payment) => (
          <li
            key={`${payment.on} ${payment.reference} ${payment.amount}`}
            className="flex justify-between gap-x-6"
          >
            <span className="min-w-0 break-words">{coverName(payment, t, format)}</span>
            <span className="shrink-0 tabular-nums">{format.money(payment.amount)}</span>
          </li>
        ))}
      </ul>
      <Pager
        first={coverIsNewest ? null : address}
        next={olderPayments && `${address}&cover=${olderPayments.after}`}
        words={{ first: t('bills.cover.newest'), more: t('bills.cover.show_older') }}
      />
    </div>
  )
}

function About({ t, format, bill }: Pick<Props, 't' | 'format' | 'bill'>) {
  const facts = [
    [t('bills.corrects'), bill.corrects],
    [t('bills.columns.due'), bill.type === 'invoice' ? format.day(bill.dueOn) : null],
    [t('bills.issued'), format.day(bill.issuedOn)],
    [t('bills.period'), `${format.day(bill.periodFrom)} – ${format.day(bill.periodTo)}`],
    [t('bills.debtor'), [bill.debtor, ...bill.address].join(', ')],
    [t('bills.tax_number'), bill.taxNumber],
  ] as const
  return <Facts facts={facts} />
}

/** Documents of a bill, each at an address of its own. */
function Downloads({ t, locale, bill, maySchedule }: Pick<Props, 't' | 'locale' | 'bill' | 'maySchedule'>) {
  const formats = [
    'pdf',
    ...(bill.state === 'overdue' ? (['reminder'] as const) : []),
    ...tableOffers(locale),
    'ubl',
  ] as const
  return (
    <ul className="mt-5 flex flex-wrap gap-x-5 gap-y-2 border-line border-t pt-4">
      {formats.map((format) => (
        <li key={format}>
          <a href={`/bills/${bill.id}/${format}`} className="link inline-block min-h-6" download>
            {t(`bills.download.${format}`)}
          </a>
        </li>
      ))}
      {maySchedule && (
        <li>
          <Link href="/reports#by-mail" prefetch={false} className="link inline-block min-h-6">
            {t('bills.copy.title')}
          </Link>
        </li>
      )}
    </ul>
  )
}

function Tabs({ t, bill, part }: Pick<Props, 't' | 'bill' | 'part'>) {
  return (
    <nav aria-label={t('bills.by.label')} className="mb-4 flex flex-wrap gap-1 border-line border-b">
      {(['changes', 'centre', 'line', 'kind'] as const).map((each) => (
        <Link
          key={each}
          href={each === 'changes' ? `/bills/${bill.id}` : `/bills/${bill.id}?by=${each}`}
          prefetch={false}
          scroll={false}
          aria-current={each === part ? 'page' : undefined}
          className={`-mb-px min-h-11 border-b-2 px-3 py-2.5 ${each === part ? 'border-brand font-medium text-brand' : 'border-transparent text-soft hover:text-ink'}`}
        >
          {t(`bills.by.${each}`)}
        </Link>
      ))}
    </nav>
  )
}
