import { Proof } from '@/components/shell/proof'
import { Card, Note } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Select } from '@/components/ui/select'
import { Submit } from '@/components/ui/submit'
import { SCHEDULED } from '@/lib/billing/schema'
import type { ScheduleRow } from '@/lib/billing/view'
import type { FormAction } from '@/lib/kernel/form'
import { shownEmail } from '@/lib/kernel/shown-email'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  schedules: readonly ScheduleRow[]
  /** What was just done. */
  done: 'added' | 'ended' | null
  proven: boolean
  add: FormAction
  end: FormAction
}

/** What goes to e-mail addresses by itself, and setting up more of it. */
export function Schedules({ t, schedules, done, proven, add, end }: Props) {
  const name = (report: ScheduleRow['report']) =>
    report === 'bills' ? t('schedule.bills') : t(`reports.${report}.title`)
  return (
    <Card title={<span id="by-mail">{t('schedule.title')}</span>}>
      <p className="mb-4 text-soft">{t('schedule.text')}</p>
      {done && (
        <div className="mb-4">
          <Note tone="done">{t(`schedule.${done}`)}</Note>
        </div>
      )}
      {schedules.length === 0 && <p>{t('schedule.none')}</p>}
      <ul className="divide-y divide-line">
        {schedules.map((schedule) => (
          <li key={schedule.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <div className="min-w-0">
              <p className="wrap-anywhere">{`${name(schedule.report)} → ${shownEmail(schedule.email)}`}</p>
              <p className="text-sm text-soft">
                {`${t(`schedule.rhythm.${schedule.every}`)} · ${t('schedule.by', { name: schedule.by })}`}
              </p>
              {schedule.stopped && (
                <p className="mt-1 max-w-prose text-sm text-attention">{t('schedule.stopped')}</p>
              )}
            </div>
            <Form action={end}>
              <FormAnswer />
              <input type="hidden" name="id" value={schedule.id} />
              <Submit look="quiet">{t('schedule.end')}</Submit>
            </Form>
          </li>
        ))}
      </ul>
      <Disclosure summary={t('schedule.add')}>
        <Form action={add} className="grid max-w-md gap-5">
          <FormAnswer fields={['email', 'proof']} />
          <Select
            name="report"
            label={t('schedule.what')}
            value="bills"
            options={SCHEDULED.map((report) => [report, name(report)])}
          />
          <Field name="email" label={t('schedule.email')} type="email" autoComplete="email" required />
          <Select
            name="every"
            label={t('schedule.every')}
            value="month"
            options={(['month', 'week'] as const).map((every) => [every, t(`schedule.rhythm.${every}`)])}
          />
          <Proof t={t} proven={proven} />
          <div>
            <Submit>{t('schedule.add')}</Submit>
          </div>
        </Form>
      </Disclosure>
    </Card>
  )
}
