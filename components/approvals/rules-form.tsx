import { Proof } from '@/components/shell/proof'
import { Checkbox } from '@/components/ui/box'
import { Badge, Card, Note } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { Was } from '@/components/ui/was'
import { APPROVABLE } from '@/lib/approvals/rules'
import type { FormAction } from '@/lib/kernel/form'
import { factsOf } from '@/lib/rights/catalogue'
import type { Words } from '@/lib/words/translator'

type Props = { t: Words; asks: readonly string[]; saved: boolean; proven: boolean; action: FormAction }

/** For what the company asks a second person. */
export function ApprovalRules({ t, asks, saved, proven, action }: Props) {
  return (
    <Form action={action} className="grid max-w-3xl gap-5">
      {saved && <Note tone="done">{t('shell.saved')}</Note>}
      <FormAnswer fields={['proof']} />
      <Card title={t('approvals.rules.title')}>
        {APPROVABLE.map((fn) => (
          <label key={fn} className="flex items-start gap-3 py-2">
            <Was name={`item:${fn}`} value={asks.includes(fn) ? 'on' : ''} />
            <Checkbox
              name={`item:${fn}`}
              on={asks.includes(fn)}
              className="mt-0.5 size-5 shrink-0 accent-brand"
            />
            <span>
              <span className="block first-letter:uppercase">{t(`rights.functions.${fn}`)}</span>
              {fn === 'right:grant' && (
                <span className="block text-sm text-soft">{t('approvals.rules.grants')}</span>
              )}
              {factsOf(fn).coming && <Badge>{t('editor.coming')}</Badge>}
            </span>
          </label>
        ))}
        <p className="mt-3 text-soft">{t('approvals.rules.warning')}</p>
      </Card>
      <Proof t={t} proven={proven} />
      <div>
        <Submit>{t('approvals.rules.save')}</Submit>
      </div>
    </Form>
  )
}
