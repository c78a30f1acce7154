import { Proof } from '@/components/shell/proof'
import { Card, PageHead } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  name: string
  field: 'user' | 'line'
  id: string
  proven: boolean
  action: FormAction
}

/** Before somebody looks at the portal through another's eyes: whose, and that it is written down. */
export const ViewAs = ({ t, name, field, id, proven, action }: Props) => (
  <>
    <PageHead title={t('editor.view.as')} text={name} />
    <div className="max-w-xl">
      <Card>
        <Form action={action} className="grid gap-4">
          <FormAnswer fields={['proof']} />
          <input type="hidden" name={field} value={id} />
          <p className="text-soft">{t('rights.explanations.user:view_as')}</p>
          <Proof t={t} proven={proven} />
          <div>
            <Submit>{t('editor.view.as')}</Submit>
          </div>
        </Form>
      </Card>
    </div>
  </>
)
