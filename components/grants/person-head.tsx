import Link from 'next/link'
import { Badge, PageHead } from '@/components/ui/card'
import type { PersonView } from '@/lib/grants/view'
import type { Words } from '@/lib/words/translator'
import { Tabs } from './rights-tabs'

type Tab = 'can' | 'see' | 'why' | 'history'
type Props = {
  t: Words
  person: PersonView
  tab: Tab
  tabs: readonly Tab[]
  mayCopy: boolean
  links: readonly { href: string; name: string }[]
}

/** Whose rights these are, and the four ways to look at them. */
export function PersonHead({ t, person, tab, tabs, mayCopy, links }: Props) {
  const address = `/rights/people/${person.id}`
  return (
    <>
      <Link href="/rights" prefetch={false} className="link mb-3 inline-block min-h-6">
        {`‹ ${t('editor.title')}`}
      </Link>
      <PageHead
        title={person.name}
        text={
          <span className="flex flex-wrap items-center gap-2">
            {person.account}
            {person.mainAdministrator && (
              <Badge tone="brand">{t('rights.templates.main_administrator.name')}</Badge>
            )}
            {person.closed && <Badge tone="harm">{t(`users.state.${person.closed}`)}</Badge>}
          </span>
        }
        action={
          <span className="flex flex-wrap gap-x-5">
            <Link href={`/users/${person.id}`} prefetch={false} className="link inline-block min-h-6">
              {t('editor.person.user')}
            </Link>
            {mayCopy && (
              <Link
                href={`/rights/change?id=${person.id}&mode=copy`}
                prefetch={false}
                className="link inline-block min-h-6"
              >
                {t('editor.person.copy')}
              </Link>
            )}
            {links.map(({ href, name }) => (
              <Link key={href} href={href} prefetch={false} className="link inline-block min-h-6">
                {name}
              </Link>
            ))}
          </span>
        }
      />
      <Tabs
        label={t('editor.person.tabs')}
        items={tabs.map((key) => ({
          href: key === 'can' ? address : `${address}?tab=${key}`,
          name: t(`editor.tabs.${key}`),
          here: key === tab,
        }))}
      />
    </>
  )
}
