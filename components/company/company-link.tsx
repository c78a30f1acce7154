import { Proof } from '@/components/shell/proof'
import { Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { type MomentSettings, momentText } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  link: { issuer: string; linkedAt: Date | null }
  proven: boolean
  moment: MomentSettings
  actions: Record<'beginCompanyLinkAction' | 'unlinkCompanyAction', FormAction>
}

/** One's account at the company's own provider: linked, or to be linked. */
export function CompanyLink({ t, link, proven, moment, actions }: Props) {
  const { issuer, linkedAt } = link
  return (
    <Card title={t('sso.link_title')}>
      <p className="mb-4">
        {linkedAt
          ? t('sso.linked', { when: momentText(linkedAt, moment) })
          : t('sso.link_text', { issuer: new URL(issuer).host })}
      </p>
      <Form
        action={linkedAt ? actions.unlinkCompanyAction : actions.beginCompanyLinkAction}
        className="grid max-w-lg gap-4"
      >
        <FormAnswer fields={['proof']} />
        <Proof t={t} proven={proven} />
        <div>
          <Submit look="quiet">{linkedAt ? t('sso.unlink') : t('sso.link')}</Submit>
        </div>
      </Form>
    </Card>
  )
}
