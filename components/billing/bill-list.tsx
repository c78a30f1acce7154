import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note, PageHead, type Tone } from '@/components/ui/card'
import { type Filter, filterOf } from '@/components/ui/list/filter'
import { type Columns, List } from '@/components/ui/list/list'
import { BILLS, type ListBillsInput } from '@/lib/billing/schema'
import type { BillPage, BillRow, BillState, Debt, MoneyState } from '@/lib/billing/view'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { differenceCell } from './difference'

type Props = {
  t: Words
  format: Format
  company: string
  /** The reader's rights reach a part of the company's accounts. */
  part: boolean
  asked: ListBillsInput
  page: BillPage
  debt: Debt
  accounts: { id: string; name: string }[]
  /** What of the debt is of accounts that the reader may pay for. */
  payable: number
  /** Null for whoever may not pay. */
  money: MoneyState | null
}

export const BILL_TONES: Record<BillState, Tone> = {
  credited: 'done',
  sent: 'plain',
  partially_paid: 'attention',
  overdue: 'harm',
  settled: 'done',
  on_hold: 'attention',
}

/** The bills over all accounts, and above them what is owed. */
export function BillList(props: Props) {
  const { t, format, company, part, asked, page, accounts } = props
  return (
    <>
      <PageHead title={t('bills.title')} text={t(part ? 'bills.intro_part' : 'bills.intro', { company })} />
      <Owed {...props} />
      <List
        t={t}
        caption={t('bills.title')}
        path="/bills"
        listing={BILLS}
        asked={asked}
        filters={filtersOf(t, asked, accounts)}
        sorts={Object.fromEntries(SORTS.map((sort) => [sort, t(`bills.sorts.${sort}`)]))}
        columns={columnsOf(t, format)}
        rows={page.rows}
        keyOf={({ id }) => id}
        next={page.next}
        words={{
          none: t(part ? 'bills.none_part' : 'bills.none'),
          nothing: t('bills.nothing'),
          all: t('bills.show_all'),
        }}
      />
    </>
  )
}

const SORTS = ['month', 'due', 'total', 'account'] as const

function filtersOf(t: Words, asked: ListBillsInput, accounts: Props['accounts']): Filter[] {
  const account = filterOf(
    { name: 'account', label: t('lines.account'), value: asked.account },
    accounts.map(({ id, name }) => [id, name]),
    { any: t('list.any'), gone: t('list.gone') },
  )
  return [
    {
      name: 'state',
      label: t('bills.columns.state'),
      value: asked.state,
      options: (['all', 'open', 'overdue', 'paid'] as const).map((state) => [
        state,
        t(`bills.states.${state}`),
      ]),
    },
    ...(account.options.length > 2 || asked.account ? [account] : []),
  ]
}

const columnsOf = (t: Words, format: Format): Columns<BillRow> => [
  {
    key: 'month',
    head: t('bills.columns.month'),
    sort: 'month',
    cell: ({ id, month, number }) => ({ text: format.month(month), href: `/bills/${id}`, under: number }),
  },
  {
    key: 'total',
    head: t('bills.columns.total'),
    sort: 'total',
    cell: ({ total }) => format.money(total),
    amount: true,
  },
  { key: 'account', head: t('bills.columns.account'), sort: 'account', cell: ({ account }) => account },
  {
    key: 'change',
    head: t('bills.columns.change'),
    cell: ({ total, wasTotal }) => wasTotal !== null && differenceCell({ net: total, was: wasTotal, format }),
    amount: true,
    label: true,
  },
  {
    key: 'due',
    head: t('bills.columns.due'),
    sort: 'due',
    cell: ({ dueOn, type }) => type === 'invoice' && format.day(dueOn),
    label: true,
  },
  {
    key: 'state',
    head: t('bills.columns.state'),
    cell: ({ state }) => ({ text: t(`bills.state.${state}`), badge: BILL_TONES[state] }),
  },
]

type OwedProps = Pick<Props, 't' | 'format' | 'part' | 'debt' | 'payable' | 'money'>

function Owed({ t, format, part, debt, payable, money }: OwedProps) {
  const { credit } = debt
  return (
    <div className="mb-6">
      <Card title={t('bills.debt.title')}>
        {debt.open === 0 ? (
          <p className="text-soft">{t(part ? 'bills.debt.none_part' : 'bills.debt.none')}</p>
        ) : (
          <div className="grid gap-4">
            <div className="flex flex-wrap items-center justify-between gap-4">
              <p className="font-semibold text-3xl tabular-nums">{format.money(debt.open)}</p>
              {payable > 0 && (
                <Link href="/bills/pay" prefetch={false} className={buttonClass('main')}>
                  {payable < debt.open
                    ? t('bills.debt.pay_part', { amount: format.money(payable) })
                    : t('bills.debt.pay')}
                </Link>
              )}
            </div>
            {debt.overdue > 0 ? (
              <Note tone="harm">{t('bills.debt.overdue', { amount: format.money(debt.overdue) })}</Note>
            ) : (
              <p className="text-soft">{t('bills.debt.in_time')}</p>
            )}
          </div>
        )}
        {(credit > 0 || (money && money.underWay.length > 0)) && (
          <ul className="mt-4 grid gap-2 border-line border-t pt-4 text-soft">
            {money?.underWay.map(({ id, amount, by, until }) => (
              <li key={id}>
                {t('bills.pay.under_way', { amount: format.money(amount), name: by, at: until })}
              </li>
            ))}
            {credit > 0 && (
              <li>
                {money ? (
                  <Link href="/bills/pay" prefetch={false} className="link">
                    {t('bills.debt.credit', { amount: format.money(credit) })}
                  </Link>
                ) : (
                  t('bills.debt.credit', { amount: format.money(credit) })
                )}
                <p>{t('bills.debt.credit_text')}</p>
              </li>
            )}
          </ul>
        )}
      </Card>
    </div>
  )
}
