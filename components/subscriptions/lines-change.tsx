import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note, PageHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { DataTable } from '@/components/ui/data-table'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { FormAction } from '@/lib/kernel/form'
import { LINE_FIELDS, type LineField, MOST_AT_ONCE } from '@/lib/subscriptions/schema'
import type { LinesPreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  /** Which lines, as the query of this address. */
  selection: [string, string][]
  /** Null: nothing was looked at yet. */
  field: LineField | null
  value: string
  preview: LinesPreview | null
  apply: FormAction
}

/** A change of many lines: what to change, what it will do, and only then the button that does it. */
export function LinesChange({ t, selection, field, value, preview, apply }: Props) {
  const control = 'min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base'
  return (
    <>
      <PageHead title={t('lines.bulk.title')} text={t('lines.bulk.text')} />
      {!preview || preview.count === 0 ? (
        <Card>
          <p className="mb-4 text-soft">
            {preview && preview.leftOut > 0
              ? t('lines.bulk.left_out', { count: preview.leftOut })
              : t('lines.bulk.none')}
          </p>
          <Link href="/lines" prefetch={false} className="link">
            {t('lines.bulk.back')}
          </Link>
        </Card>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[20rem_1fr]">
          <Card>
            <form action="/lines/change" className="grid gap-5">
              {selection.map(([name, text]) => (
                <input key={`${name} ${text}`} type="hidden" name={name} value={text} />
              ))}
              <div>
                <label htmlFor="field" className="mb-1.5 block font-medium">
                  {t('lines.bulk.field')}
                </label>
                <Choice id="field" name="field" value={field ?? 'holder'} className={control}>
                  {LINE_FIELDS.map((each) => (
                    <option key={each} value={each}>
                      {t(`lines.bulk.fields.${each}`)}
                    </option>
                  ))}
                </Choice>
              </div>
              <div>
                <label htmlFor="value" className="mb-1.5 block font-medium">
                  {t('lines.bulk.value')}
                </label>
                <input
                  id="value"
                  name="value"
                  defaultValue={value}
                  autoComplete="off"
                  maxLength={120}
                  aria-describedby="value-hint"
                  className={control}
                />
                <p id="value-hint" className="mt-1.5 text-sm text-soft">
                  {t('lines.bulk.value_hint')}
                </p>
              </div>
              <button type="submit" className={buttonClass(field ? 'quiet' : 'main')}>
                {t('lines.bulk.look')}
              </button>
              <Link href="/lines" prefetch={false} className="link justify-self-center">
                {t('lines.bulk.back')}
              </Link>
            </form>
          </Card>
          <section className="grid gap-4">
            <h2 className="font-semibold text-lg">
              {preview.tooMany
                ? t('lines.bulk.more_than', { most: MOST_AT_ONCE })
                : field
                  ? t('lines.bulk.heading', { count: preview.changes })
                  : t('lines.bulk.chosen', { count: preview.count })}
            </h2>
            {preview.leftOut > 0 && (
              <Note tone="attention">{t('lines.bulk.left_out', { count: preview.leftOut })}</Note>
            )}
            {preview.tooMany && (
              <Note tone="harm">{t('refusals.subscriptions.too_many', { most: MOST_AT_ONCE })}</Note>
            )}
            {field && preview.changes > 0 && !preview.tooMany && (
              <Form action={apply} className="grid gap-4">
                <FormAnswer />
                <input type="hidden" name="selection" value={new URLSearchParams(selection).toString()} />
                <input type="hidden" name="field" value={field} />
                <input type="hidden" name="value" value={value} />
                <Shown name="seen" value={preview.seen} anew />
                <div>
                  <Submit>{t('lines.bulk.apply', { count: preview.changes })}</Submit>
                </div>
              </Form>
            )}
            <DataTable
              caption={t('lines.bulk.title')}
              columns={[
                { key: 'number', head: t('lines.bulk.number'), cell: ({ number }) => number },
                {
                  key: 'before',
                  head: t('lines.bulk.before'),
                  label: true,
                  cell: ({ before }) =>
                    before ?? <span className="text-soft">{t('lines.bulk.nothing')}</span>,
                },
                ...(field
                  ? [
                      {
                        key: 'after',
                        head: t('lines.bulk.after'),
                        label: true,
                        cell: () => value || t('lines.bulk.nothing'),
                      },
                    ]
                  : []),
              ]}
              rows={preview.rows}
              keyOf={({ id }) => id}
            />
            {preview.count > preview.rows.length && (
              <p className="text-soft">{t('lines.bulk.shown', { count: preview.rows.length })}</p>
            )}
          </section>
        </div>
      )}
    </>
  )
}
