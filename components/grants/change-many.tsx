import { Radio } from '@/components/ui/box'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { CHANGE_MODES } from '@/lib/grants/schema'
import type { PlaceView } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { PermissionOptions, RoleOptions } from './permission-choice'
import { ScopeChoice } from './scope-choice'
import { placeName, type Wording } from './wording'

type Props = {
  wording: Wording
  /** The people who were chosen, by name, and how many they are. */
  chosen: { ids: string; names: readonly string[]; count: number }
  all: string | null
  mode: (typeof CHANGE_MODES)[number]
  places: readonly PlaceView[]
  kind: 'customer' | 'operator'
  action: FormAction
}

// What a choice does not need is not shown; without scripts, too.
const NOT_TO_COPY = '[form:has(input[value=copy]:checked)_&]:hidden'
const TO_COPY = 'hidden [form:has(input[value=copy]:checked)_&]:block'
const NOT_TO_TAKE = '[form:has(input[value=take]:checked)_&]:hidden'

/** The same change for many: what to do, with what, where and until when; then the same review as ever. */
export function ChangeMany({ wording, chosen, all, mode: first, places, kind, action }: Props) {
  const { t, frame } = wording
  const field = 'min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base'
  return (
    <div className="grid max-w-3xl gap-5">
      <Card title={t('editor.many.chosen', { count: chosen.count })}>
        <p className="text-soft">
          {chosen.names.join(', ')}
          {chosen.count > chosen.names.length && ' …'}
        </p>
      </Card>
      <Card title={t('editor.many.title')}>
        <Form action={action} className="grid gap-5">
          <FormAnswer fields={['until', 'from']} />
          {all === null ? (
            <input type="hidden" name="people" value={chosen.ids} />
          ) : (
            <input type="hidden" name="all" value={all} />
          )}
          <fieldset className="grid gap-1">
            <legend className="mb-1.5 font-medium">{t('editor.many.mode')}</legend>
            {CHANGE_MODES.map((mode) => (
              <label key={mode} className="flex min-h-11 items-center gap-3">
                <Radio name="mode" value={mode} on={mode === first} className="size-5 accent-brand" />
                <span>
                  {t(`editor.many.modes.${mode}`)}
                  <span className="block text-sm text-soft">{t(`editor.many.hints.${mode}`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <div className={NOT_TO_COPY}>
            <label htmlFor="role" className="mb-1.5 block font-medium">
              {t('editor.many.what')}
            </label>
            <Choice id="role" name="role" value="" className={field}>
              <option value="">{t('editor.many.choose')}</option>
              <optgroup label={t('editor.places.roles')}>
                <RoleOptions t={t} own={frame.templates} />
              </optgroup>
              <PermissionOptions t={t} kind={kind} />
            </Choice>
          </div>
          <div className={NOT_TO_COPY}>
            <ScopeChoice
              name="place"
              label={t('editor.roles.where')}
              options={places.map(({ key }) => ({ key, name: placeName(wording, key) }))}
              value="company"
              hint={t('editor.roles.where_hint')}
              words={{
                search: t('editor.places_search'),
                none: t('editor.places_none'),
                choose: t('editor.places_choose'),
              }}
            />
          </div>
          <div className={TO_COPY}>
            <Field
              name="from"
              label={t('editor.many.from')}
              hint={t('editor.many.from_hint')}
              autoComplete="off"
            />
          </div>
          <div className={NOT_TO_TAKE}>
            <Field
              name="until"
              type="date"
              label={t('editor.roles.until')}
              hint={t('editor.roles.until_hint')}
            />
          </div>
          <div>
            <Submit>{t('editor.review')}</Submit>
          </div>
        </Form>
      </Card>
    </div>
  )
}
