import Link from 'next/link'
import { Proof } from '@/components/shell/proof'
import { Card, PageHead } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { FormAnswer } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { PersonView, SubstituteRow } from '@/lib/grants/view'
import type { FormAction } from '@/lib/kernel/form'
import { personLabel } from '@/lib/kernel/person'
import { grantName, untilDay, type Wording } from './wording'

type Props = {
  wording: Wording
  person: PersonView
  substitutes: readonly SubstituteRow[]
  /** YYYY-MM-DD */
  today: string
  proven: boolean
  actions: Record<'appointSubstituteAction' | 'endSubstitutionAction', FormAction>
}

/** Who stands in for somebody, with what, from when to when. */
export function Substitute({ wording, person, substitutes, today, proven, actions }: Props) {
  const { t } = wording
  return (
    <>
      <Link href={`/rights/people/${person.id}`} prefetch={false} className="link mb-3 inline-block min-h-6">
        {`‹ ${personLabel(person)}`}
      </Link>
      <PageHead
        title={`${t('editor.substitute.title')}: ${personLabel(person)}`}
        text={t('editor.substitute.text')}
      />
      <div className="grid max-w-2xl gap-5">
        {substitutes.map(({ id, person: substitute, from, until }) => (
          <Card key={id}>
            <p className="font-medium">
              {t('editor.substitute.is', {
                name: substitute,
                from: untilDay(wording, new Date(from.getTime() + 1)),
                until: untilDay(wording, until),
              })}
            </p>
            <Form action={actions.endSubstitutionAction} className="mt-3 grid gap-2">
              <FormAnswer />
              <input type="hidden" name="id" value={id} />
              <div>
                <Submit look="quiet">{t('editor.substitute.end')}</Submit>
              </div>
            </Form>
          </Card>
        ))}
        <Card title={t('editor.people.holds')}>
          {person.grants.length === 0 ? (
            <p className="text-soft">{t('editor.people.nothing')}</p>
          ) : (
            <ul className="grid gap-1.5">
              {person.grants
                .filter(({ standsInFor }) => !standsInFor)
                .map((grant) => (
                  <li key={grant.id}>{grantName(wording, grant)}</li>
                ))}
              {person.held > person.grants.length && (
                <li className="text-soft">
                  {t('editor.people.more', { count: person.held - person.grants.length })}
                </li>
              )}
            </ul>
          )}
        </Card>
        <Card>
          <Form action={actions.appointSubstituteAction} className="grid gap-4">
            <FormAnswer fields={['substitute', 'from', 'until', 'reason', 'proof']} />
            <input type="hidden" name="id" value={person.id} />
            <Field
              name="substitute"
              label={t('editor.substitute.who')}
              hint={t('editor.many.from_hint')}
              autoComplete="off"
              required
            />
            <Field
              name="from"
              type="date"
              label={t('editor.substitute.from')}
              defaultValue={today}
              required
            />
            <Field name="until" type="date" label={t('editor.substitute.until')} required />
            <Field name="reason" label={t('editor.reviewed.reason')} autoComplete="off" />
            <Proof t={t} proven={proven} />
            <div>
              <Submit>{t('editor.substitute.appoint')}</Submit>
            </div>
          </Form>
        </Card>
      </div>
    </>
  )
}
