import { buttonClass } from '@/components/ui/button-class'
import { Choice } from '@/components/ui/choice'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { LINE_FIELDS, type LineField } from '@/lib/subscriptions/schema'
import type { LinesPreview } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'
import { ApplyToLines, BackToLines, CONTROL, LinesBulk, LookAtLines } from './lines-bulk'

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
  const changes = preview?.changes ?? 0
  const nothing = t('lines.bulk.nothing')
  return (
    <LinesBulk
      t={t}
      kind="bulk"
      preview={preview}
      chosen={field && { heading: t('lines.bulk.heading', { count: changes }), after: value || nothing }}
      nothing={nothing}
      choice={<What t={t} selection={selection} field={field} value={value} />}
    >
      {field && preview && changes > 0 && !preview.tooMany && (
        <ApplyToLines apply={apply} selection={selection} preview={preview} fields={{ field, value }}>
          <div>
            <Submit>{t('lines.bulk.apply', { count: changes })}</Submit>
          </div>
        </ApplyToLines>
      )}
    </LinesBulk>
  )
}

function What({ t, selection, field, value }: Pick<Props, 't' | 'selection' | 'field' | 'value'>) {
  return (
    <LookAtLines action="/lines/change" selection={selection} className="grid gap-5">
      <div>
        <label htmlFor="field" className="mb-1.5 block font-medium">
          {t('lines.bulk.field')}
        </label>
        <Choice id="field" name="field" value={field ?? 'holder'} className={CONTROL}>
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
          className={CONTROL}
        />
        <p id="value-hint" className="mt-1.5 text-sm text-soft">
          {t('lines.bulk.value_hint')}
        </p>
      </div>
      <button type="submit" className={buttonClass(field ? 'quiet' : 'main')}>
        {t('lines.bulk.look')}
      </button>
      <BackToLines t={t} className="justify-self-center" />
    </LookAtLines>
  )
}
