import Link from 'next/link'
import { Proof } from '@/components/shell/proof'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import type { Cell } from '@/components/ui/list/cell'
import { soft } from '@/components/ui/list/cells'
import { SelectAll } from '@/components/ui/list/select-all'
import { Table } from '@/components/ui/list/table'
import { Moment, type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { ReviewItemRow, ReviewSummary } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { tableOffers } from '@/lib/kernel/spreadsheet'
import type { Words } from '@/lib/words/translator'

type ListProps = { t: Words; moment: MomentSettings; reviews: readonly ReviewSummary[]; begin: FormAction }

/** The company's reviews; a new one where none is open. */
export function ReviewList({ t, moment, reviews, begin }: ListProps) {
  return (
    <div className="grid max-w-3xl gap-5">
      {!reviews.some(({ closedAt }) => closedAt === null) && (
        <Form action={begin} className="grid gap-3">
          <FormAnswer />
          <div>
            <Submit>{t('editor.access.begin')}</Submit>
          </div>
        </Form>
      )}
      <Card>
        {reviews.length === 0 && <p className="text-soft">{t('editor.access.none')}</p>}
        <ul className="divide-y divide-line">
          {reviews.map((review) => (
            <li key={review.id} className="py-3">
              <p className="flex flex-wrap items-baseline gap-3">
                <Link
                  href={`/rights/access/${review.id}`}
                  prefetch={false}
                  className="link inline-block min-h-6 font-medium"
                >
                  {t('editor.access.begun')} <Moment at={review.begunAt} {...moment} />
                </Link>
                <Badge tone={review.closedAt ? 'done' : 'attention'}>
                  {t(review.closedAt ? 'editor.access.closed' : 'editor.access.open')}
                </Badge>
              </p>
              <p className="text-sm text-soft">
                {`${review.by} · `}
                {t('editor.access.progress', {
                  confirmed: review.confirmed,
                  removed: review.removed,
                  items: review.items,
                })}
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

type Props = {
  t: Words
  moment: MomentSettings
  review: ReviewSummary & { rows: readonly ReviewItemRow[] }
  proven: boolean
  actions: Record<'decideReviewAction' | 'closeReviewAction', FormAction>
}

/** One review: what is held by whom, to be confirmed or removed, and signed off. */
export function AccessReview({ t, moment, review, proven, actions }: Props) {
  const open = review.closedAt === null
  const { confirmed, removed, items } = review
  return (
    <div className="grid grid-cols-1 gap-5">
      <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        {t('editor.access.progress', { confirmed, removed, items })}
        {(['pdf', ...tableOffers(moment.locale)] as const).map((format) => (
          <a key={format} href={`/rights/access/${review.id}/${format}`} download className="link">
            {t('editor.access.report', { format: format === 'pdf' ? 'PDF' : t(`lines.formats.${format}`) })}
          </a>
        ))}
      </p>
      <Form action={actions.decideReviewAction} className="grid gap-3">
        <FormAnswer />
        <input type="hidden" name="review" value={review.id} />
        <Table
          caption={t('editor.access.title')}
          columns={[
            {
              key: 'person',
              head: t('editor.access.person'),
              cell: ({ person }: ReviewItemRow) => person,
            },
            { key: 'what', head: t('editor.access.what'), cell: ({ what, scope }) => `${what}, ${scope}` },
            { key: 'risk', head: t('editor.access.risk'), label: true, cell: ({ risk }) => risk },
            {
              key: 'last',
              head: t('editor.access.last'),
              label: true,
              cell: ({ lastOn }) => lastOn ?? soft(t('editor.access.never')),
            },
            {
              key: 'decision',
              head: t('editor.access.decision'),
              label: true,
              cell: (row) => decision(t, row, moment),
            },
          ]}
          rows={review.rows}
          keyOf={({ id }) => id}
          tick={
            open
              ? (row) => (row.own ? null : t('editor.people.choose', { name: `${row.person}, ${row.what}` }))
              : undefined
          }
        />
        {open && (
          <div className="z-10 flex flex-wrap items-center gap-3 bg-canvas py-2 max-lg:bottom-14 lg:bottom-0 [form:has(input[name=id]:checked)_&]:sticky">
            <SelectAll label={t('list.select_all')} counted="{count}" />
            <button type="submit" name="decision" value="confirm" className={buttonClass('main')}>
              {t('editor.access.confirm')}
            </button>
            <button type="submit" name="decision" value="remove" className={buttonClass('harm')}>
              {t('editor.access.remove')}
            </button>
          </div>
        )}
      </Form>
      {open && (
        <Card title={t('editor.access.close')}>
          <Form action={actions.closeReviewAction} className="grid max-w-lg gap-4">
            <FormAnswer fields={['proof']} />
            <input type="hidden" name="id" value={review.id} />
            <p className="text-soft">{t('editor.access.close_text')}</p>
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('editor.access.close')}</Submit>
            </div>
          </Form>
        </Card>
      )}
    </div>
  )
}

function decision(t: Words, row: ReviewItemRow, moment: MomentSettings): Cell {
  if (row.own && row.confirmed === null) return soft(t('editor.access.own'))
  if (row.confirmed === null) return soft(t('editor.access.undecided'))
  const { confirmed, decidedBy, decidedAt } = row
  return {
    text: t(confirmed ? 'editor.access.confirmed' : 'editor.access.removed'),
    badge: confirmed ? 'done' : 'harm',
    under: [decidedBy, decidedAt && momentText(decidedAt, moment)].filter(Boolean).join(' '),
  }
}
