import { Check, Minus } from 'lucide'
import { Proof } from '@/components/shell/proof'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Icon } from '@/components/ui/icon'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import { answersFor, type Explanation } from '@/lib/rights/explain'
import type { Subject } from '@/lib/rights/subject'
import { isTemplate, TEMPLATE_KEYS, type TemplateKey } from '@/lib/rights/templates'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  user: { id: string; name: string }
  subject: Subject
  now: Date
  actions: Record<'grantRightAction' | 'endGrantAction', FormAction>
  may: boolean
  proven: boolean
}

/** Because of what somebody may, or why not, in words. */
export function because(t: Words, answer: Explanation): string {
  if (!answer.allowed) return t(`rights.whyNot.${answer.whyNot.kind}`)
  const { source } = answer
  if (source.kind !== 'grant') return t(`rights.sources.${source.kind}`)
  const { template } = source.grant
  return t('rights.sources.grant', {
    template: isTemplate(template) ? t(`rights.templates.${template}.name`) : template,
  })
}

/** What a subject may do and why, and what not and why, straight from the law. */
export function RightsInSentences({ t, subject, now }: { t: Words; subject: Subject; now: Date }) {
  const answers = answersFor(subject, now)
  return (
    <ul className="grid gap-1.5">
      {answers.map(({ fn, answer }) => (
        <li key={fn} className={`flex gap-2.5 ${answer.allowed ? '' : 'text-soft'}`}>
          {answer.allowed ? (
            <Icon of={Check} size={18} className="mt-0.5 shrink-0 text-done" />
          ) : (
            <Icon of={Minus} size={18} className="mt-0.5 shrink-0" />
          )}
          {t(answer.allowed ? 'users.rights.may' : 'users.rights.may_not', {
            what: t(`rights.functions.${fn}`),
            why: because(t, answer),
          })}
        </li>
      ))}
    </ul>
  )
}

export function UserRights({ t, user, subject, now, actions, may, proven }: Props) {
  const held = new Set(subject.grants.map(({ template }) => template))
  return (
    <Card title={t('users.rights.heading', { name: user.name })}>
      <RightsInSentences t={t} subject={subject} now={now} />
      {may &&
        TEMPLATE_KEYS.map((template) => (
          <Template
            key={template}
            t={t}
            userId={user.id}
            template={template}
            held={held.has(template)}
            proven={proven}
            actions={actions}
          />
        ))}
    </Card>
  )
}

function Template({
  t,
  userId,
  template,
  held,
  proven,
  actions,
}: Pick<Props, 't' | 'proven' | 'actions'> & { userId: string; template: TemplateKey; held: boolean }) {
  const name = t(`rights.templates.${template}.name`)
  const act = held ? t('users.rights.take', { template: name }) : t('users.rights.give', { template: name })
  return (
    <Disclosure summary={act}>
      <Form action={held ? actions.endGrantAction : actions.grantRightAction} className="grid max-w-lg gap-4">
        <dl className="grid gap-2">
          {(['can', 'cannot', 'meant'] as const).map((part) => (
            <div key={part}>
              <dt className="text-sm text-soft">{t(`users.rights.${part}`)}</dt>
              <dd>{t(`rights.templates.${template}.${part}`)}</dd>
            </div>
          ))}
        </dl>
        <FormAnswer fields={['reason', 'proof']} />
        <input type="hidden" name="userId" value={userId} />
        <input type="hidden" name="template" value={template} />
        {!held && <Field name="reason" label={t('users.rights.reason')} autoComplete="off" />}
        <Proof t={t} proven={proven} />
        <div>
          <Submit look={held ? 'harm' : 'main'}>{act}</Submit>
        </div>
      </Form>
    </Disclosure>
  )
}
