import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note, PageHead, type Tone } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { FilterFold } from '@/components/ui/filter-fold'
import { type Column, Table } from '@/components/ui/list/table'
import { Pager } from '@/components/ui/pager'
import { Unapplied } from '@/components/ui/unapplied'
import type { ListBillsInput } from '@/lib/billing/schema'
import type { BillPage, BillRow, BillState, Debt, MoneyState } from '@/lib/billing/view'
import type { Told } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { differenceCell } from './difference'

type Props = {
  t: Words
  told: Told
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

const address = (asked: Partial<ListBillsInput>) => {
  const entries = Object.entries(asked).filter(([, value]) => value && value !== 'all') as [string, string][]
  return entries.length ? `/bills?${new URLSearchParams(entries)}` : '/bills'
}

/** The bills over all accounts, and above them what is owed. */
export function BillList({ t, told, company, part, asked, page, debt, accounts, payable, money }: Props) {
  const { after, ...narrowed } = asked
  const columns: Column<BillRow>[] = [
    {
      key: 'month',
      head: t('bills.columns.month'),
      cell: ({ id, month, number }) => ({ text: told.month(month), href: `/bills/${id}`, under: number }),
    },
    {
      key: 'total',
      head: t('bills.columns.total'),
      cell: ({ total }) => told.money(total),
      amount: true,
    },
    { key: 'account', head: t('bills.columns.account'), cell: ({ account }) => account },
    {
      key: 'change',
      head: t('bills.columns.change'),
      cell: ({ total, wasTotal }) => wasTotal !== null && differenceCell({ net: total, was: wasTotal, told }),
      amount: true,
      label: true,
    },
    {
      key: 'due',
      head: t('bills.columns.due'),
      cell: ({ dueOn, type }) => type === 'invoice' && told.day(dueOn),
      label: true,
    },
    {
      key: 'state',
      head: t('bills.columns.state'),
      cell: ({ state }) => ({ text: t(`bills.state.${state}`), badge: BILL_TONES[state] }),
    },
  ]
  const isNarrowed = asked.state !== 'all' || asked.account
  return (
    <>
      <PageHead title={t('bills.title')} text={t(part ? 'bills.intro_part' : 'bills.intro', { company })} />
      <Owed t={t} told={told} part={part} debt={debt} payable={payable} money={money} />
      <Narrow t={t} asked={asked} accounts={accounts} />
      {page.rows.length > 0 ? (
        <Table caption={t('bills.title')} columns={columns} rows={page.rows} keyOf={({ id }) => id} />
      ) : (
        <div className="card p-10 text-center">
          <p className="text-soft">
            {t(isNarrowed ? 'bills.nothing' : part ? 'bills.none_part' : 'bills.none')}
          </p>
          {isNarrowed && (
            <Link href="/bills" prefetch={false} className="link mt-3 inline-block">
              {t('bills.show_all')}
            </Link>
          )}
        </div>
      )}
      <Pager
        first={after ? address(narrowed) : null}
        next={page.next && address({ ...narrowed, after: page.next })}
        words={{ first: t('bills.first'), more: t('bills.more') }}
      />
    </>
  )
}

type OwedProps = Pick<Props, 't' | 'told' | 'part' | 'debt' | 'payable' | 'money'>

function Owed({ t, told, part, debt, payable, money }: OwedProps) {
  const { credit } = debt
  return (
    <div className="mb-6">
      <Card title={t('bills.debt.title')}>
        {debt.open === 0 ? (
          <p className="text-soft">{t(part ? 'bills.debt.none_part' : 'bills.debt.none')}</p>
        ) : (
          <div className="grid gap-4">
            <div className="flex flex-wrap items-center justify-between gap-4">
              <p className="font-semibold text-3xl tabular-nums">{told.money(debt.open)}</p>
              {payable > 0 && (
                <Link href="/bills/pay" prefetch={false} className={buttonClass('main')}>
                  {payable < debt.open
                    ? t('bills.debt.pay_part', { amount: told.money(payable) })
                    : t('bills.debt.pay')}
                </Link>
              )}
            </div>
            {debt.overdue > 0 ? (
              <Note tone="harm">{t('bills.debt.overdue', { amount: told.money(debt.overdue) })}</Note>
            ) : (
              <p className="text-soft">{t('bills.debt.in_time')}</p>
            )}
          </div>
        )}
        {(credit > 0 || (money && money.underWay.length > 0)) && (
          <ul className="mt-4 grid gap-2 border-line border-t pt-4 text-soft">
            {money?.underWay.map(({ id, amount, by, until }) => (
              <li key={id}>
                {t('bills.pay.under_way', { amount: told.money(amount), name: by, at: until })}
              </li>
            ))}
            {credit > 0 && (
              <li>
                {money ? (
                  <Link href="/bills/pay" prefetch={false} className="link">
                    {t('bills.debt.credit', { amount: told.money(credit) })}
                  </Link>
                ) : (
                  t('bills.debt.credit', { amount: told.money(credit) })
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

function Narrow({ t, asked, accounts }: Pick<Props, 't' | 'asked' | 'accounts'>) {
  const set = [asked.state !== 'all', asked.account].filter(Boolean).length
  const select = 'min-h-11 max-w-full rounded-control border border-field bg-surface px-3'
  return (
    <form
      key={address({ ...asked, after: undefined })}
      action="/bills"
      autoComplete="off"
      className="mb-4 flex flex-wrap items-center gap-3"
    >
      <FilterFold label={t('shell.filters', { count: set })}>
        <Choice
          name="state"
          value={asked.state}
          aria-label={t('bills.filter')}
          className={`${select} max-sm:flex-1`}
        >
          {(['all', 'open', 'overdue', 'paid'] as const).map((state) => (
            <option key={state} value={state}>
              {t(`bills.states.${state}`)}
            </option>
          ))}
        </Choice>
        {(accounts.length > 1 || asked.account) && (
          <Choice
            name="account"
            value={asked.account ?? ''}
            aria-label={t('lines.account')}
            className={`${select} max-sm:flex-1`}
          >
            <option value="">{`${t('lines.account')}: ${t('lines.any')}`}</option>
            {asked.account && !accounts.some(({ id }) => id === asked.account) && (
              <option value={asked.account}>{t('lines.gone')}</option>
            )}
            {accounts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
        )}
        <button type="submit" className={buttonClass('quiet')}>
          {t('bills.show')}
        </button>
      </FilterFold>
      <Unapplied text={t('lines.unapplied')} />
    </form>
  )
}
