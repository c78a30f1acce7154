import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Note } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { LineFilters, MovePreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { ApplyToLines, BackToLines, CONTROL, LinesBulk, LookAtLines } from './lines-bulk'
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
  const target = preview?.target
  const isChosen = target !== undefined
  const count = preview?.changes ?? 0
  const nothing = t('lines.move.none')
  const name = target?.name ?? nothing
  const button = target ? (target.isNew ? 'apply_new' : 'apply') : 'apply_out'
  const heading = t(target ? 'lines.move.heading' : 'lines.move.heading_out', { count, name })
  return (
    <LinesBulk
      t={t}
      kind="move"
      preview={preview}
      chosen={isChosen ? { heading, after: name } : null}
      nothing={nothing}
      choice={<Where t={t} selection={selection} asked={asked} centres={centres} isChosen={isChosen} />}
    >
      {target?.isNew && (
        <Note tone="attention">
          {t('lines.move.creates', { name: target.name })}
          <Similar t={t} selection={selection} similar={preview?.similar ?? []} />
        </Note>
      )}
      {isChosen && preview && count > 0 && !preview.tooMany && (
        <MoveEffect t={t} effect={preview.effect} target={target} />
      )}
      {isChosen && preview?.effect && count > 0 && (
        <ApplyToLines
          apply={apply}
          selection={selection}
          preview={preview}
          fields={asked.name ? { name: asked.name } : { to: asked.to }}
        >
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Submit>{t(`lines.move.${button}`, { count, name })}</Submit>
            <p className="text-sm text-soft">{t('lines.move.undo_hint')}</p>
          </div>
        </ApplyToLines>
      )}
    </LinesBulk>
  )
}

/** Cost centres that are called almost like the one that would be created. */
function Similar({ t, selection, similar }: Pick<Props, 't' | 'selection'> & Pick<MovePreview, 'similar'>) {
  if (similar.length === 0) return null
  return (
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
  return (
    <div className="grid gap-5">
      <LookAtLines action="/lines/move" selection={selection} className="grid gap-4">
        <div>
          <label htmlFor="to" className="mb-1.5 block font-medium">
            {t('lines.move.to')}
          </label>
          <Choice id="to" name="to" value={asked.name ? '' : asked.to} className={CONTROL}>
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
      </LookAtLines>
      <details open={asked.name !== ''}>
        <summary className="link cursor-pointer">{t('lines.move.other')}</summary>
        <LookAtLines action="/lines/move" selection={selection} className="mt-3 grid gap-4">
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
              className={CONTROL}
            />
            <p id="name-hint" className="mt-1.5 text-sm text-soft">
              {t('lines.move.name_hint')}
            </p>
          </div>
          <button type="submit" className={buttonClass('quiet')}>
            {t('lines.bulk.look')}
          </button>
        </LookAtLines>
      </details>
      <BackToLines t={t} className="justify-self-center" />
    </div>
  )
}
