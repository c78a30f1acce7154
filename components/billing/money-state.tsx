import { Card, Note, type Tone } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { CreditRow, MoneyState, PaymentUnderWay, RefundRow } from '@/lib/billing/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Format } from '@/lib/kernel/money'
import type { Words } from '@/lib/words/translator'

type Said = { t: Words; format: Format }

/** What somebody of the company is paying at the moment; anybody who may pay can go on with it. */
export function UnderWay({
  t,
  format,
  payments,
  resume,
}: Said & { payments: PaymentUnderWay[]; resume: FormAction | null }) {
  return payments.map(({ id, amount, by, until }) => (
    <Note key={id} tone="attention">
      <p>{t('bills.pay.under_way', { amount: format.money(amount), name: by, at: until })}</p>
      {resume && (
        <Form action={resume} className="mt-3 grid gap-3">
          <FormAnswer />
          <input type="hidden" name="payment" value={id} />
          <div>
            <Submit look="quiet">{t('bills.pay.go_on')}</Submit>
          </div>
        </Form>
      )}
    </Note>
  ))
}

const REFUND_TONES: Record<RefundRow['state'], Tone> = {
  requested: 'attention',
  succeeded: 'done',
  failed: 'harm',
}

/** What has come over: used for bills, or (`refund`: where there is a provider) sent back. */
export function Credits({
  t,
  format,
  money: { credits, moreCredits, refunds, reversals },
  spend,
  refund,
}: Said & { money: MoneyState; spend: FormAction; refund: FormAction | null }) {
  return (
    <>
      {refunds.map(({ id, state, amount }) => (
        <Note key={id} tone={REFUND_TONES[state]}>
          {t(`bills.pay.refund_${state}`, { amount: format.money(amount) })}
        </Note>
      ))}
      {reversals.map(({ id, amount, account, at, open }) => (
        <Note key={id} tone={open > 0 ? 'harm' : 'plain'}>
          {t(open > 0 ? 'bills.pay.reversed_open' : 'bills.pay.reversed_settled', {
            ...{ amount: format.money(amount), account, at, open: format.money(open) },
          })}
        </Note>
      ))}
      {credits.length > 0 && (
        <Card title={t('bills.pay.credit_title')}>
          <p className="mb-4 text-soft">{t('bills.pay.credit_text')}</p>
          <ul className="grid gap-4">
            {credits.map((credit) => (
              <Credit
                key={`${credit.paymentId} ${credit.accountId}`}
                t={t}
                format={format}
                credit={credit}
                spend={spend}
                refund={refund}
              />
            ))}
          </ul>
          {moreCredits && (
            <p className="mt-4 text-soft">
              {t('bills.pay.credit_more', {
                count: moreCredits.count,
                amount: format.money(moreCredits.amount),
              })}
            </p>
          )}
        </Card>
      )}
    </>
  )
}

function Credit({
  t,
  format,
  credit,
  spend,
  refund,
}: Said & { credit: CreditRow; spend: FormAction; refund: FormAction | null }) {
  const { paymentId, accountId, account, amount, usable, refundable } = credit
  const back = refundable ? refund : null
  return (
    <li className="grid gap-3">
      <p className="flex flex-wrap justify-between gap-x-4 font-medium tabular-nums">
        <span>{account}</span>
        <span>{format.money(amount)}</span>
      </p>
      {(usable || back) && (
        <div className="flex flex-wrap gap-3">
          {usable && (
            <Form action={spend} className="grid gap-3">
              <FormAnswer />
              <input type="hidden" name="account" value={accountId} />
              <Submit look="quiet">{t('bills.pay.credit_use')}</Submit>
            </Form>
          )}
          {back && (
            <Form action={back} className="grid gap-3">
              <FormAnswer />
              <input type="hidden" name="payment" value={paymentId} />
              <input type="hidden" name="account" value={accountId} />
              <Submit look="quiet">{t('bills.pay.credit_back')}</Submit>
            </Form>
          )}
        </div>
      )}
    </li>
  )
}
