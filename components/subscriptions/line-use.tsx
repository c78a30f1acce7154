import { Card, Note } from '@/components/ui/card'
import { Meter } from '@/components/ui/meter'
import type { Format } from '@/lib/kernel/money'
import type { BucketView, LineView } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Use = Pick<LineView, 'buckets' | 'spent' | 'spendingLimit' | 'overLimit'>

/** What a line has used this month against its allowances and its limit. */
export function LineUse({ t, format, use }: { t: Words; format: Format; use: Use }) {
  const { buckets, spent, spendingLimit, overLimit } = use
  return (
    <Card title={t('usage.this_month')}>
      <div className="grid gap-5">
        {buckets.map((bucket) => (
          <Allowance key={`${bucket.kind} ${bucket.name}`} t={t} format={format} bucket={bucket} />
        ))}
        {buckets.length === 0 && spent === 0 && <p className="text-soft">{t('usage.nothing_yet')}</p>}
        <div>
          <p className="tabular-nums">{t('usage.spent', { amount: format.money(spent) })}</p>
          {spendingLimit !== null && !overLimit && (
            <p className="text-sm text-soft">{t('usage.limit', { amount: format.money(spendingLimit) })}</p>
          )}
        </div>
        {spendingLimit !== null && overLimit && (
          <Note tone="harm">{t('usage.over', { amount: format.money(spendingLimit) })}</Note>
        )}
        <p className="text-sm text-soft">{t('usage.as_of')}</p>
      </div>
    </Card>
  )
}

function Allowance({ t, format, bucket }: { t: Words; format: Format; bucket: BucketView }) {
  const { kind, name, total, used, lastDay } = bucket
  const amount = (value: number) =>
    kind === 'data'
      ? format.bytes(value)
      : kind === 'voice'
        ? `${format.number(Math.round(value / 60))} ${t('bills.units.minute')}`
        : kind === 'money'
          ? format.money(value)
          : format.number(value)
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{name}</span>
        <span className="text-soft tabular-nums">
          {total === null
            ? t('usage.unlimited', { used: amount(used) })
            : t('usage.left', { left: amount(Math.max(0, total - used)), total: amount(total) })}
        </span>
      </div>
      {total !== null && <Meter used={used} total={total} />}
      {lastDay && <p className="mt-1 text-sm text-soft">{t('usage.until', { when: format.day(lastDay) })}</p>}
    </div>
  )
}
