import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { PersonName } from '@/components/ui/person-name'
import type { WhoMayRow } from '@/lib/grants/view'
import { grantableIn, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import type { Target } from '@/lib/rights/scope'
import type { Subject } from '@/lib/rights/subject'
import { grantName, permissionName, type Wording } from './wording'

type Props = {
  wording: Wording
  title: string
  text?: string
  people: readonly WhoMayRow[]
  more: boolean
  /** The names lead to their rights. */
  mayLook: boolean
  /** Everything that they may do there is told, too. */
  detail?: { target: Target; now: Date; of: Pick<Subject, 'companyId' | 'companyKind'> }
}

/** Who may do something with something, person by person, and by what. */
export function WhoMay({ wording, title, text, people, more, mayLook, detail }: Props) {
  const { t } = wording
  return (
    <Card title={title}>
      {text && <p className="mb-3 max-w-prose text-soft">{text}</p>}
      {people.length === 0 && <p>{t('editor.who.nobody')}</p>}
      <ul className="divide-y divide-line">
        {people.map(({ id, name, account, mainAdministrator, grants, there }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5">
            <PersonName account={account}>
              <Link
                href={mayLook ? `/rights/people/${id}` : `/users/${id}`}
                prefetch={false}
                className="link inline-block min-h-6"
              >
                {name}
              </Link>
            </PersonName>
            <ul className="text-soft">
              {mainAdministrator && <li>{t('rights.sources.main_administrator')}</li>}
              {!mainAdministrator &&
                grants.map((grant) => (
                  <li key={`${grant.id} ${grant.standsInFor}`}>{grantName(wording, grant)}</li>
                ))}
            </ul>
            {detail && (
              <p className="w-full text-sm">
                {grantableIn(detail.of.companyKind)
                  .filter((fn) => {
                    const subject: Subject = {
                      ...detail.of,
                      kind: 'user',
                      id,
                      active: true,
                      mainAdministrator,
                      grants: there,
                    }
                    return scopesOf(fn).length > 1 && can(subject, fn, detail.target, detail.now)
                  })
                  .map((fn) => permissionName(t, fn))
                  .join(', ')}
              </p>
            )}
          </li>
        ))}
      </ul>
      {more && <p className="mt-3 text-soft">{t('editor.who.more', { count: people.length })}</p>}
    </Card>
  )
}
