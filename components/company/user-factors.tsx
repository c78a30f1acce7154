import { Proof } from '@/components/shell/proof'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { UserView } from '@/lib/company/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  user: UserView
  proven: boolean
  may: boolean
  actions: { removeUserFactorsAction: FormAction }
}

/** Second factors of a user's own, with a way out for whoever has lost them. */
export function UserFactors({ t, user, proven, may, actions }: Props) {
  const { id, account: name, factors } = user
  return (
    <Card title={t('users.factors.heading')}>
      <p>{t('users.factors.text', { count: factors })}</p>
      {may && (
        <Disclosure summary={t('users.factors.remove')}>
          <Form action={actions.removeUserFactorsAction} className="grid gap-4">
            <p className="text-soft">{t('users.factors.remove_text', { name })}</p>
            <FormAnswer fields={['proof']} />
            <input type="hidden" name="id" value={id} />
            <Proof t={t} proven={proven} />
            <div>
              <Submit look="harm">{t('users.factors.remove')}</Submit>
            </div>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
