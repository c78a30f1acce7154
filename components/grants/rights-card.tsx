import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import type { PersonView } from '@/lib/grants/view'
import { personLabel } from '@/lib/kernel/person'
import { grantName, type Wording } from './wording'

/** What somebody holds, in short, and the way to all of it. */
export function RightsCard({ wording, person }: { wording: Wording; person: PersonView }) {
  const { t } = wording
  return (
    <Card title={t('users.rights.heading', { name: personLabel(person) })}>
      {person.mainAdministrator ? (
        <p>{t('editor.person.holds_all', { name: personLabel(person) })}</p>
      ) : person.grants.length === 0 ? (
        <p className="text-soft">{t('users.rights.nothing')}</p>
      ) : (
        <ul className="grid gap-1.5">
          {person.grants.map((grant) => (
            <li key={`${grant.id} ${grant.standsInFor}`}>{grantName(wording, grant)}</li>
          ))}
          {person.held > person.grants.length && (
            <li className="text-soft">
              {t('editor.people.more', { count: person.held - person.grants.length })}
            </li>
          )}
        </ul>
      )}
      <Link href={`/rights/people/${person.id}`} prefetch={false} className={`${buttonClass('quiet')} mt-4`}>
        {t('editor.person.open')}
      </Link>
    </Card>
  )
}
