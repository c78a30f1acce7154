import { Checkbox, Radio } from '@/components/ui/box'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { FormAction } from '@/lib/kernel/form'
import { factsOf, NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { NUMBER_PRESETS, type PresetKey } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'
import { permissionName, permissionWithState } from './wording'

type LimitProps = {
  t: Words
  left: readonly string[] | null
  version?: number | undefined
  hidden: Readonly<Record<string, string>>
  action: FormAction
}

/** What numbers may do at most: one of a few sets, or box by box. */
export function LimitForm({ t, left, version, hidden, action }: LimitProps) {
  return (
    <Form action={action} className="grid gap-5">
      <FormAnswer />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {version !== undefined && <Shown name="seen" value={version} />}
      <fieldset className="grid gap-1">
        <legend className="mb-1.5 font-medium">{t('editor.numbers.preset')}</legend>
        {(Object.keys(NUMBER_PRESETS) as PresetKey[]).map((preset) => (
          <label key={preset} className="flex min-h-11 items-center gap-3">
            <Radio name="preset" value={preset} className="size-5 accent-brand" />
            <span>
              {t(`rights.presets.${preset}`)}
              <span className="block text-sm text-soft">
                {NUMBER_PRESETS[preset].map((fn) => permissionWithState(t, fn)).join(', ')}
              </span>
            </span>
          </label>
        ))}
        <label className="flex min-h-11 items-center gap-3">
          <Radio name="preset" value="custom" on className="size-5 accent-brand" />
          {t('editor.numbers.custom')}
        </label>
      </fieldset>
      <fieldset className="hidden gap-1 border-line border-l-2 pl-5 [form:has(input[value=custom]:checked)_&]:grid">
        <legend className="sr-only">{t('editor.numbers.custom')}</legend>
        {NUMBER_PERMISSIONS.map((fn) => (
          <label key={fn} className="flex min-h-11 items-center gap-3">
            <Checkbox
              name={`item:${fn}`}
              on={left === null || left.includes(fn)}
              data-fn={fn}
              data-needs={[...withNeeds(fn)].filter((needed) => needed !== fn).join(' ')}
              className="size-5 shrink-0 accent-brand"
            />
            <span>
              <span className="block first-letter:uppercase">{permissionName(t, fn)}</span>
              {factsOf(fn).coming && <span className="block text-sm text-soft">{t('editor.coming')}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <p className="text-soft">{t('numbers.never')}</p>
      <div>
        <Submit>{t('editor.review')}</Submit>
      </div>
    </Form>
  )
}
