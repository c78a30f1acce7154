import { Badge, Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction } from '@/lib/kernel/form'
import type { OwnLine } from '@/lib/subscriptions/view'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; line: OwnLine; rename: FormAction | null }

const TONES = { active: 'done', restricted: 'attention' } as const

/** The line of the number that signed in, with a name of its holder's own. */
export function OwnLineCard({ t, line, rename }: Props) {
  const tone = line.status in TONES ? TONES[line.status as keyof typeof TONES] : 'harm'
  return (
    <Card>
      <h1 className="text-sm text-soft">{t('line.title')}</h1>
      <p className="mt-1 font-semibold text-3xl tabular-nums tracking-tight">{line.number}</p>
      {line.label && <p className="mt-1">{line.label}</p>}
      {line.holder && <p className="mt-1 text-soft">{t('line.holder', { holder: line.holder })}</p>}
      <p className="mt-3">
        <Badge tone={tone}>{t(`line.status.${line.status}`)}</Badge>
      </p>
      {rename && (
        <Form action={rename} className="mt-5 grid gap-4 border-line border-t pt-5">
          <FormAnswer fields={['label']} />
          <Field
            name="label"
            label={t('line.label')}
            hint={t('line.label_hint')}
            was={line.label ?? ''}
            autoComplete="off"
            maxLength={60}
          />
          <div>
            <Submit>{t('line.save')}</Submit>
          </div>
        </Form>
      )}
    </Card>
  )
}
