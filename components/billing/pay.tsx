import Link from 'next/link'
import { Card, Note, PageHead } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { QrCode } from '@/components/ui/qr-code'
import { Refresh } from '@/components/ui/refresh'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { MoneyState, Paying, PaymentView } from '@/lib/billing/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'
import { Credits, UnderWay } from './money-state'

type Props = {
  t: Words
  format: Format
  paying: Paying
  /** Of the payment somebody comes back from. */
  made: PaymentView | null
  money: MoneyState
  /** Null: the operator takes no payments online. */
  online: { start: FormAction; resume: FormAction } | null
  credit: { spend: FormAction; refund: FormAction | null }
}

const ANSWERS = {
  succeeded: { tone: 'done', key: 'bills.pay.came' },
  failed: { tone: 'harm', key: 'bills.pay.failed' },
  open: { tone: 'attention', key: 'bills.pay.waiting' },
  unmatched: { tone: 'attention', key: 'bills.pay.unmatched' },
  expired: { tone: 'attention', key: 'bills.pay.expired' },
} as const

/** What is to be paid, and the ways to do it. */
export function Pay({ t, format, paying, made, money, online, credit }: Props) {
  const answer = made && ANSWERS[made.state]
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t('bills.pay.title')} />
      <div className="grid gap-5">
        {answer && made && (
          <Note tone={answer.tone}>{t(answer.key, { amount: format.money(made.amount) })}</Note>
        )}
        {made && made.credit > 0 && (
          <Note tone="attention">{t('bills.pay.over', { amount: format.money(made.credit) })}</Note>
        )}
        {made?.state === 'open' && <Refresh every={3_000} />}
        <UnderWay t={t} format={format} payments={money.underWay} resume={online?.resume ?? null} />
        <Credits t={t} format={format} money={money} {...credit} />
        {online ? (
          // Also where nothing is left to pay: there the answer stands when it was paid meanwhile, in a second tab.
          <Form action={online.start} className="grid gap-5">
            <FormAnswer />
            <input type="hidden" name="bill" value={paying.billId ?? ''} />
            <Shown name="seen" value={paying.seen} anew />
            <Due t={t} format={format} paying={paying} isOnline />
          </Form>
        ) : (
          <Due t={t} format={format} paying={paying} isOnline={false} />
        )}
        {paying.amount > 0 && <Transfer t={t} format={format} paying={paying} />}
        {paying.billId && (
          <p>
            <Link href="/bills/pay" prefetch={false} className="link inline-block min-h-6">
              {t('bills.pay.see_all')}
            </Link>
          </p>
        )}
      </div>
    </div>
  )
}

/** The bills that are to be paid, with the button where they can be paid online; or that none is. */
function Due({
  t,
  format,
  paying,
  isOnline,
}: Pick<Props, 't' | 'format' | 'paying'> & { isOnline: boolean }) {
  const reserved = paying.reserved > 0 && t('bills.pay.reserved', { amount: format.money(paying.reserved) })
  if (paying.amount === 0)
    return (
      <Card>
        <p className="mb-4 text-soft">
          {reserved || t(paying.billId ? 'bills.pay.paid' : 'bills.pay.nothing')}
        </p>
        <Link href="/bills" prefetch={false} className="link">
          {t('bills.title')}
        </Link>
      </Card>
    )
  return (
    <Card>
      <p className="font-semibold text-4xl tabular-nums tracking-tight">{format.money(paying.amount)}</p>
      <ul className="my-5 grid gap-2 border-line border-y py-4">
        {paying.bills.map((bill) => (
          <li key={bill.id} className="flex justify-between gap-x-4">
            <span className="min-w-0 break-words">
              <Link
                // Of several bills each leads to where a transfer for it is shown.
                href={paying.reference ? `/bills/${bill.id}` : `/bills/pay?bill=${bill.id}`}
                prefetch={false}
                className="link inline-block min-h-6"
              >
                {`${format.month(bill.month)}, ${bill.account}`}
              </Link>
              <span className="block text-sm text-soft">
                {`${bill.number} · ${t('bills.columns.due')}: ${format.day(bill.dueOn)}`}
              </span>
            </span>
            <span className="shrink-0 tabular-nums">{format.money(bill.open)}</span>
          </li>
        ))}
        {paying.more && (
          <li>
            <Link href="/bills?state=open" prefetch={false} className="link">
              {t('bills.debt.more')}
            </Link>
          </li>
        )}
      </ul>
      {reserved && <p className="mb-4 text-soft">{reserved}</p>}
      {isOnline && (
        <Submit>
          {t(paying.billId ? 'bills.pay.this' : 'bills.pay.all', { amount: format.money(paying.amount) })}
        </Submit>
      )}
    </Card>
  )
}

/** By transfer: one bill at a time, so that the money finds it. */
function Transfer({ t, format, paying }: Pick<Props, 't' | 'format' | 'paying'>) {
  const { seller, reference, qr, rounded } = paying
  const amount = rounded ?? paying.amount
  if (!reference)
    return (
      <Card title={t('bills.pay.transfer')}>
        <p className="text-soft">{t('bills.pay.one_by_one')}</p>
      </Card>
    )
  const facts = [
    [t('bills.pay.to'), seller.name],
    [t('bills.pay.bank_account'), `${seller.account} (${seller.bank})`],
    [t('bills.pay.reference'), reference],
    [t('bills.pay.amount'), format.money(amount)],
  ] as const
  return (
    <Card title={t('bills.pay.transfer')}>
      <Facts facts={facts} />
      {rounded !== null && (
        <p className="mt-3 text-soft">{t('bills.pay.rounded', { amount: format.money(paying.amount) })}</p>
      )}
      {qr && (
        <div className="mt-5">
          <p className="mb-2 text-soft">{t('bills.pay.scan')}</p>
          <QrCode of={qr} label={t('bills.pay.qr', { amount: format.money(amount) })} />
        </div>
      )}
    </Card>
  )
}
