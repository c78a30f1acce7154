import { Proof } from '@/components/shell/proof'
import { Checkbox } from '@/components/ui/box'
import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import { Shown } from '@/components/ui/was'
import type { LeavePlan } from '@/lib/journeys/view'
import type { FormAction } from '@/lib/kernel/form'
import { personLabel } from '@/lib/kernel/person'
import { grantName, type Wording } from './wording'

type Props = { wording: Wording; plan: LeavePlan; proven: boolean; action: FormAction }

/** All that is put in order when somebody leaves: looked at first, done as one. */
export function Leave({ wording, plan, proven, action }: Props) {
  const { t } = wording
  const { sessions, requests, schedules, grants, lines, standsInFor, substitutes } = plan
  const rest = [
    standsInFor.length > 0 && t('editor.leave.stands', { names: standsInFor.join(', ') }),
    substitutes.length > 0 && t('editor.leave.substitutes', { names: substitutes.join(', ') }),
    requests > 0 && t('editor.leave.requests', { count: requests }),
    schedules > 0 && t('editor.leave.schedules', { count: schedules }),
  ].filter((line): line is string => Boolean(line))
  return (
    <>
      <PageHead title={t('editor.leave.title', { name: personLabel(plan) })} text={t('editor.leave.text')} />
      <Form action={action} className="grid max-w-3xl gap-5">
        <FormAnswer fields={['reason', 'proof']} />
        <input type="hidden" name="id" value={plan.id} />
        <Card title={t('editor.leave.access')}>
          <p>{plan.shutOut ? t('editor.leave.suspended') : t('editor.leave.suspend', { count: sessions })}</p>
        </Card>
        <Card title={t('editor.leave.rights')}>
          {grants.length === 0 && <p className="text-soft">{t('editor.people.nothing')}</p>}
          <ul className="grid gap-1.5">
            {grants.map((grant) => (
              <li key={grant.id}>{`− ${grantName(wording, grant)}`}</li>
            ))}
            {plan.held > grants.length && (
              <li className="text-soft">{t('editor.people.more', { count: plan.held - grants.length })}</li>
            )}
            {rest.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
        {lines.length > 0 && (
          <Card title={t('editor.leave.lines')}>
            <p className="mb-3 tabular-nums">
              {lines.map(({ number }) => number).join(', ')}
              {plan.lineCount > lines.length &&
                ` ${t('editor.people.more', { count: plan.lineCount - lines.length })}`}
            </p>
            <label className="flex min-h-11 items-center gap-3">
              <Checkbox name="release" on className="size-5 accent-brand" />
              {t('editor.leave.release')}
            </label>
            <Shown name="seen" value={plan.seen} anew />
          </Card>
        )}
        <Field name="reason" label={t('editor.reviewed.reason_needed')} autoComplete="off" required />
        <Proof t={t} proven={proven} />
        <div>
          <Submit look="harm">{t('editor.leave.apply', { name: plan.account })}</Submit>
        </div>
      </Form>
    </>
  )
}
