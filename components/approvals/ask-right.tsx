import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Permission } from '@/lib/rights/catalogue'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; fn: Permission; on: string; place: string; action: FormAction }

/** Asks for one right, somewhere, with a word why. */
export function AskRight({ t, fn, on, place, action }: Props) {
  const kind = on.split(':')[0] as 'company' | 'account' | 'centre' | 'line'
  return (
    <>
      <PageHead title={t('approvals.ask_title')} text={t('approvals.ask_text')} />
      <div className="max-w-2xl">
        <Card>
          <p className="font-medium first-letter:uppercase">{t(`rights.functions.${fn}`)}</p>
          <p className="text-soft">{t(`rights.explanations.${fn}`)}</p>
          <p className="mt-1">{t(`rights.scopes.${kind}`, { name: place })}</p>
          <Form action={action} className="mt-5 grid gap-4">
            <FormAnswer fields={['comment']} />
            <input type="hidden" name="fn" value={fn} />
            <input type="hidden" name="on" value={on} />
            <Field
              name="comment"
              label={t('approvals.comment')}
              hint={t('approvals.comment_hint')}
              autoComplete="off"
            />
            <div>
              <Submit>{t('approvals.ask')}</Submit>
            </div>
          </Form>
        </Card>
      </div>
    </>
  )
}
