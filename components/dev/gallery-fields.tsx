import { Checkbox, Radio } from '@/components/ui/box'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer, FormBox } from '@/components/ui/form-box'
import { SelectAll } from '@/components/ui/list/select-all'
import { ProofField } from '@/components/ui/proof-field'
import { Select } from '@/components/ui/select'
import { Submit } from '@/components/ui/submit'
import { Switch } from '@/components/ui/switch'
import { type GalleryProps, Piece } from './gallery-piece'

const BOXES = ['mail', 'sms'] as const
const BOX = 'size-5 accent-brand'
const LABEL = 'flex min-h-11 items-center gap-3'

/** What is typed and chosen, in a form that answers and in forms as they look once they were answered. */
export function Fields({ t, save }: GalleryProps) {
  const refused = { field: 'note', sentence: t('dev.refused') }
  const password = { show: t('signIn.show'), hide: t('signIn.hide') }
  return (
    <>
      <Piece name="Form, Field, Submit, FormAnswer">
        <Form action={save} className="card grid gap-4 p-5">
          <FormAnswer fields={['note']} />
          <Field name="note" label={t('dev.note')} hint={t('dev.note_hint')} />
          <Field name="filled" label={t('dev.mail')} defaultValue="ada@acme.example" type="email" />
          <Field
            name="password"
            label={t('dev.secret')}
            type="password"
            reveal={password}
            autoComplete="off"
          />
          <div>
            <Submit>{t('dev.save')}</Submit>
          </div>
        </Form>
      </Piece>
      <Piece name="Checkbox, Radio, Choice, Select, Switch, SelectAll">
        <FormBox state={{}} pending={false} className="card grid gap-4 p-5">
          <SelectAll label={t('dev.all')} counted={t.raw('dev.ticked')} />
          {BOXES.map((key, at) => (
            <label key={key} className={LABEL}>
              <Checkbox name="id" value={key} on={at === 0} className={BOX} />
              {t(`dev.${key}`)}
            </label>
          ))}
          <label className={`${LABEL} text-soft`}>
            <Checkbox name="id" value="none" disabled className={BOX} />
            {t('nav.lines')}
          </label>
          <div className="flex gap-6">
            {BOXES.map((key, at) => (
              <label key={key} className={LABEL}>
                <Radio name="way" value={key} on={at === 0} className={BOX} />
                {t(`dev.${key}`)}
              </label>
            ))}
          </div>
          <Choice
            name="choice"
            value="sms"
            aria-label={t('dev.all')}
            className="min-h-11 rounded-control border border-field bg-surface px-3 text-base"
          >
            {BOXES.map((key) => (
              <option key={key} value={key}>
                {t(`dev.${key}`)}
              </option>
            ))}
          </Choice>
          <Select
            name="select"
            label={t('dev.all')}
            value="mail"
            options={BOXES.map((key) => [key, t(`dev.${key}`)])}
          />
          <p id="gallery-switch" className="text-soft text-sm">
            {t('dev.note_hint')}
          </p>
          <Switch name="on" label={t('dev.sms')} on describedBy="gallery-switch" />
          <Switch name="off" label={t('dev.mail')} on={false} describedBy="gallery-switch" />
        </FormBox>
      </Piece>
      {/* A form that was refused takes the focus: of several, none should. */}
      <Piece name="FormAnswer, Field, ProofField: refused">
        <div inert>
          <FormBox
            state={{
              refusal: { field: null, sentence: t('dev.refused') },
              also: [refused, { field: 'proof', sentence: t('dev.refused') }],
            }}
            pending={false}
            className="card grid gap-4 p-5"
          >
            <FormAnswer fields={['note', 'proof']} />
            <Field name="note" label={t('dev.note')} />
            <ProofField name="proof" shown={false} label={t('dev.secret')} hint={t('dev.note_hint')} />
          </FormBox>
        </div>
      </Piece>
      <Piece name="NotSent">
        <div inert>
          <FormBox
            state={{ refusal: { field: null, sentence: t('dev.refused') }, again: t('shell.again') }}
            pending={false}
            className="card grid gap-4 p-5"
          >
            <Submit look="quiet">{t('dev.save')}</Submit>
          </FormBox>
        </div>
      </Piece>
      <Piece name="FormAnswer: done; Submit: under way">
        <FormBox state={{ done: t('shell.saved') }} pending className="card grid gap-4 p-5">
          <FormAnswer />
          <Submit wide>{t('dev.save')}</Submit>
          <Submit look="harm">{t('dev.save')}</Submit>
        </FormBox>
      </Piece>
    </>
  )
}
