import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card, Note, PageHead } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer, FormBox } from '@/components/ui/form-box'
import { soft } from '@/components/ui/list/cells'
import { Table } from '@/components/ui/list/table'
import { Shown } from '@/components/ui/was'
import type { FormAction } from '@/lib/kernel/form'
import { MOST_AT_ONCE } from '@/lib/subscriptions/schema'
import type { LinesPreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

/** How the controls of what is to be chosen look. */
export const CONTROL = 'min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base'

type Props = {
  t: Words
  kind: 'bulk' | 'move'
  preview: LinesPreview | null
  /** What is to be done with the lines; null: it was not chosen yet. */
  chosen: { heading: string; after: string } | null
  /** What stands where a line has no value. */
  nothing: string
  /** Where it is chosen. */
  choice: ReactNode
  children: ReactNode
}

/** Something for many lines: what is to be done, what it will do to them (`children`: to anything else), and only then the button. */
export function LinesBulk({ t, kind, preview, chosen, nothing, choice, children }: Props) {
  const head = <PageHead title={t(`lines.${kind}.title`)} text={t(`lines.${kind}.text`)} />
  if (!preview || preview.count === 0)
    return (
      <>
        {head}
        <Card>
          <p className="mb-4 text-soft">
            {preview && preview.leftOut > 0
              ? t('lines.bulk.left_out', { count: preview.leftOut })
              : t('lines.bulk.none')}
          </p>
          <BackToLines t={t} />
        </Card>
      </>
    )
  const { count, rows, leftOut, tooMany } = preview
  return (
    <>
      {head}
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_1fr]">
        <Card>{choice}</Card>
        <section className="grid gap-4">
          <h2 className="font-semibold text-lg">
            {tooMany
              ? t('lines.bulk.more_than', { most: MOST_AT_ONCE })
              : (chosen?.heading ?? t('lines.bulk.chosen', { count }))}
          </h2>
          {leftOut > 0 && <Note tone="attention">{t('lines.bulk.left_out', { count: leftOut })}</Note>}
          {tooMany && <Note tone="harm">{t('refusals.subscriptions.too_many', { most: MOST_AT_ONCE })}</Note>}
          {children}
          <Table
            caption={t(`lines.${kind}.title`)}
            columns={[
              { key: 'number', head: t('lines.bulk.number'), cell: ({ number }) => number },
              {
                key: 'before',
                head: t('lines.bulk.before'),
                label: true,
                cell: ({ before }) => before ?? soft(nothing),
              },
              ...(chosen
                ? [{ key: 'after', head: t('lines.bulk.after'), label: true, cell: () => chosen.after }]
                : []),
            ]}
            rows={rows}
            keyOf={({ id }) => id}
          />
          {count > rows.length && (
            <p className="text-soft">{t('lines.bulk.shown', { count: rows.length })}</p>
          )}
        </section>
      </div>
    </>
  )
}

export const BackToLines = ({ t, className = '' }: { t: Words; className?: string }) => (
  <Link href="/lines" prefetch={false} className={`link ${className}`}>
    {t('lines.bulk.back')}
  </Link>
)

type ApplyProps = {
  apply: FormAction
  /** Which lines, as the query of the address. */
  selection: [string, string][]
  preview: LinesPreview
  /** What is to be done with them. */
  fields: Record<string, string>
  children: ReactNode
}

/** The button that does it, to exactly what was shown. */
export function ApplyToLines({ apply, selection, preview, fields, children }: ApplyProps) {
  const sent = { selection: new URLSearchParams(selection).toString(), ...fields }
  return (
    <Form action={apply} className="grid gap-3">
      <FormAnswer />
      {Object.entries(sent).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Shown name="seen" value={preview.seen} anew />
      {children}
    </Form>
  )
}

type LookProps = {
  action: string
  /** The lines again, as the query of the address. */
  selection: [string, string][]
  className: string
  children: ReactNode
}

/** The form that looks at something to be done with the lines: it sends nothing, yet what is typed in it is kept like elsewhere. */
export const LookAtLines = ({ selection, children, ...rest }: LookProps) => (
  <FormBox {...rest} guard state={{}} pending={false}>
    {selection.map(([key, text]) => (
      <input key={`${key} ${text}`} type="hidden" name={key} value={text} />
    ))}
    {children}
  </FormBox>
)
