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
import { MOST_AT_ONCE } from '@/lib/subscriptions/schema'
import type { LineFilters, MovePreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { MoveEffect } from './move-effect'

type Props = {
  t: Words
  /** Which lines, as the query of this address. */
  selection: [string, string][]
  /** The cost centre that was chosen or named so far. */
  asked: { to: string; name: string }
  centres: LineFilters['centres']
  preview: MovePreview | null
  apply: FormAction
}

/** A move of lines: where to, what that does to whom, and only then the button that does it. */
export function LinesMove({ t, selection, asked, centres, preview, apply }: Props) {
  if (!preview || preview.count === 0)
    return (
      <>
        <PageHead title={t('lines.move.title')} text={t('lines.move.text')} />
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
      </>
    )
  const { target, count, changes, rows, similar, effect, leftOut, tooMany } = preview
  const isChosen = target !== undefined
  const button = target ? (target.isNew ? 'apply_new' : 'apply') : 'apply_out'
  const name = target ? target.name : t('lines.move.none')
  return (
    <>
      <PageHead title={t('lines.move.title')} text={t('lines.move.text')} />
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_1fr]">
        <Card>
          <Where t={t} selection={selection} asked={asked} centres={centres} isChosen={isChosen} />
        </Card>
        <section className="grid gap-4">
          <h2 className="font-semibold text-lg">
            {tooMany
              ? t('lines.bulk.more_than', { most: MOST_AT_ONCE })
              : isChosen
                ? t(target ? 'lines.move.heading' : 'lines.move.heading_out', { count: changes, name })
                : t('lines.bulk.chosen', { count })}
          </h2>
          {leftOut > 0 && <Note tone="attention">{t('lines.bulk.left_out', { count: leftOut })}</Note>}
          {tooMany && <Note tone="harm">{t('refusals.subscriptions.too_many', { most: MOST_AT_ONCE })}</Note>}
          {target?.isNew && (
            <Note tone="attention">
              {t('lines.move.creates', { name: target.name })}
              {similar.length > 0 && (
                <>
                  {' '}
                  {t('lines.move.similar')}{' '}
                  {similar.map((each, index) => (
                    <span key={each.id}>
                      {index > 0 && ', '}
                      <Link
                        href={`/lines/move?${new URLSearchParams([...selection, ['to', each.id]])}`}
                        prefetch={false}
                        className="link"
                      >
                        {each.name}
                      </Link>
                    </span>
                  ))}
                </>
              )}
            </Note>
          )}
          {isChosen && changes > 0 && !tooMany && <MoveEffect t={t} effect={effect} />}
          {isChosen && changes > 0 && effect && (
            <Form action={apply} className="grid gap-3">
              <FormAnswer />
              <input type="hidden" name="selection" value={new URLSearchParams(selection).toString()} />
              {asked.name ? (
                <input type="hidden" name="name" value={asked.name} />
              ) : (
                <input type="hidden" name="to" value={asked.to} />
              )}
              <Shown name="seen" value={preview.seen} anew />
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <Submit>{t(`lines.move.${button}`, { count: changes, name })}</Submit>
                <p className="text-sm text-soft">{t('lines.move.undo_hint')}</p>
              </div>
            </Form>
          )}
          <DataTable
            caption={t('lines.move.title')}
            columns={[
              { key: 'number', head: t('lines.bulk.number'), cell: ({ number }) => number },
              {
                key: 'before',
                head: t('lines.bulk.before'),
                label: true,
                cell: ({ before }) => before ?? <span className="text-soft">{t('lines.move.none')}</span>,
              },
              ...(isChosen
                ? [{ key: 'after', head: t('lines.bulk.after'), label: true, cell: () => name }]
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

/** The cost centre is chosen from a list; another or a new one is named in a form of its own. */
function Where({
  t,
  selection,
  asked,
  centres,
  isChosen,
}: Pick<Props, 't' | 'selection' | 'asked' | 'centres'> & { isChosen: boolean }) {
  const control = 'min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base'
  const lines = selection.map(([key, text]) => (
    <input key={`${key} ${text}`} type="hidden" name={key} value={text} />
  ))
  return (
    <div className="grid gap-5">
      <form action="/lines/move" className="grid gap-4">
        {lines}
        <div>
          <label htmlFor="to" className="mb-1.5 block font-medium">
            {t('lines.move.to')}
          </label>
          <Choice id="to" name="to" value={asked.name ? '' : asked.to} className={control}>
            <option value="">{t('lines.move.choose')}</option>
            {centres.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="none">{t('lines.move.none')}</option>
          </Choice>
        </div>
        <button type="submit" className={buttonClass(isChosen ? 'quiet' : 'main')}>
          {t('lines.bulk.look')}
        </button>
      </form>
      <details open={asked.name !== ''}>
        <summary className="link cursor-pointer">{t('lines.move.other')}</summary>
        <form action="/lines/move" className="mt-3 grid gap-4">
          {lines}
          <div>
            <label htmlFor="name" className="mb-1.5 block font-medium">
              {t('lines.move.name')}
            </label>
            <input
              id="name"
              name="name"
              defaultValue={asked.name}
              autoComplete="off"
              maxLength={40}
              aria-describedby="name-hint"
              className={control}
            />
            <p id="name-hint" className="mt-1.5 text-sm text-soft">
              {t('lines.move.name_hint')}
            </p>
          </div>
          <button type="submit" className={buttonClass('quiet')}>
            {t('lines.bulk.look')}
          </button>
        </form>
      </details>
      <Link href="/lines" prefetch={false} className="link justify-self-center">
        {t('lines.bulk.back')}
      </Link>
    </div>
  )
}
