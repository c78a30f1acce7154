import Link from 'next/link'
import { PageHead } from '@/components/ui/card'
import type { Words } from '@/lib/words/translator'

export type RightsPlace = 'people' | 'numbers' | 'who' | 'roles' | 'changes' | 'file'

const HREFS: Record<RightsPlace, string> = {
  people: '/rights',
  numbers: '/rights/numbers',
  who: '/rights/who',
  roles: '/rights/roles',
  changes: '/rights/changes',
  file: '/rights/file',
}

/** Where one is, as links that look like tabs; more of them than fit are reached by scrolling. */
export function Tabs({
  label,
  items,
}: {
  label: string
  items: readonly { href: string; name: string; here: boolean }[]
}) {
  return (
    <nav aria-label={label} className="mb-5 overflow-x-auto border-line border-b">
      <ul className="flex gap-1">
        {items.map(({ href, name, here }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={here ? 'page' : undefined}
              className={`-mb-px flex min-h-11 items-center whitespace-nowrap border-b-2 px-3 ${
                here ? 'border-brand font-medium text-brand' : 'border-transparent text-soft hover:text-ink'
              }`}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The head of every page of the editor. */
export function RightsHead({ t, place, text }: { t: Words; place: RightsPlace; text?: string }) {
  return (
    <>
      <PageHead title={t('editor.title')} text={text} />
      <Tabs
        label={t('editor.title')}
        items={(Object.keys(HREFS) as RightsPlace[]).map((key) => ({
          href: HREFS[key],
          name: t(`editor.places.${key}`),
          here: key === place,
        }))}
      />
    </>
  )
}
