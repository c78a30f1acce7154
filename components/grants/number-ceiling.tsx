import { Proof } from '@/components/shell/proof'
import { Card, Note } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { type FunctionKey, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import type { Words } from '@/lib/words/translator'

/** Functions of numbers have sentences of their own here (tests/house/words.test.ts). */
type OfNumbers = 'number:sign_in' | 'own_line:view' | 'own_usage:view' | 'own_bill:view' | 'own_line:label'

type Props = {
  t: Words
  left: readonly FunctionKey[]
  proven: boolean
  saved: boolean
  action: FormAction
}

/** What the company leaves to its numbers when they sign in (S2-14). */
export function NumberCeilingForm({ t, left, proven, saved, action }: Props) {
  return (
    <Card title={t('numbers.title')}>
      <Form action={action} guard className="grid gap-5">
        {saved && <Note tone="done">{t('numbers.saved')}</Note>}
        <FormAnswer fields={['proof']} />
        <p>{t('numbers.text')}</p>
        <fieldset className="grid gap-1">
          <legend className="sr-only">{t('numbers.title')}</legend>
          {NUMBER_FUNCTIONS.map((fn) => (
            <label key={fn} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name={fn}
                defaultChecked={left.includes(fn)}
                className="size-5 accent-brand"
              />
              {t(`numbers.functions.${fn as OfNumbers}`)}
            </label>
          ))}
        </fieldset>
        <p className="text-soft">{t('numbers.never')}</p>
        <Proof t={t} proven={proven} />
        <div>
          <Submit>{t('numbers.save')}</Submit>
        </div>
      </Form>
    </Card>
  )
}
