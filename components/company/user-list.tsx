import { Search } from 'lucide'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead, type Tone } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { momentCell, personCell, soft } from '@/components/ui/list/cells'
import { type Column, Table } from '@/components/ui/list/table'
import type { MomentSettings } from '@/components/ui/moment'
import { Unapplied } from '@/components/ui/unapplied'
import type { ListUsersInput } from '@/lib/company/schema'
import type { UserPage, UserRow, UserState } from '@/lib/company/view'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  company: string
  asked: ListUsersInput
  page: UserPage
  moment: MomentSettings
  may: { create: boolean }
}

export const STATE_TONES: Record<UserState, Tone> = {
  active: 'done',
  waiting: 'attention',
  disputed: 'harm',
  suspended: 'harm',
}

const address = (asked: Partial<ListUsersInput>) => {
  const entries = Object.entries(asked).filter(([, value]) => value && value !== 'all') as [string, string][]
  return entries.length ? `/users?${new URLSearchParams(entries)}` : '/users'
}

/** The company's users: searched, filtered and paged by address, so that every view can be shared. */
export function UserList({ t, company, asked, page, moment, may }: Props) {
  return (
    <>
      <PageHead
        title={t('users.title')}
        text={t('users.intro', { company })}
        action={
          may.create && (
            <Link href="/users/new" prefetch={false} className={buttonClass('main')}>
              {t('users.create')}
            </Link>
          )
        }
      />
      <form
        key={address({ ...asked, after: undefined })}
        action="/users"
        autoComplete="off"
        className="mb-4 flex flex-wrap items-center gap-2"
      >
        {asked.state !== 'all' && <input type="hidden" name="state" value={asked.state} />}
        <input
          type="search"
          name="q"
          defaultValue={asked.q}
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          className="min-h-11 min-w-0 flex-1 rounded-control border border-field bg-surface px-3.5"
        />
        <button type="submit" className={buttonClass('quiet')}>
          <Icon of={Search} size={18} />
          <span className="max-sm:sr-only">{t('users.search_button')}</span>
        </button>
        <Unapplied text={t('lines.unapplied')} />
      </form>
      <nav aria-label={t('users.filter')} className="mb-4 flex flex-wrap gap-2">
        {(['all', 'active', 'waiting', 'disputed', 'suspended'] as const).map((state) => (
          <Link
            key={state}
            href={address({ q: asked.q, state })}
            prefetch={false}
            aria-current={state === asked.state ? 'true' : undefined}
            className={`min-h-9 rounded-full border px-3.5 py-1.5 text-sm ${
              state === asked.state
                ? 'border-brand bg-brand-tint font-medium text-brand'
                : 'border-line hover:bg-sunken'
            }`}
          >
            {t(`users.states.${state}`)}
          </Link>
        ))}
      </nav>
      {page.rows.length > 0 ? (
        <Table
          caption={t('users.title')}
          columns={columnsOf(t, moment)}
          rows={page.rows}
          keyOf={({ id }) => id}
        />
      ) : (
        <Empty t={t} asked={asked} />
      )}
      <div className="mt-4 flex justify-between">
        {asked.after ? (
          <Link
            href={address({ q: asked.q, state: asked.state })}
            prefetch={false}
            className={buttonClass('quiet')}
          >
            {t('users.first')}
          </Link>
        ) : (
          <span />
        )}
        {page.next && (
          <Link
            href={address({ q: asked.q, state: asked.state, after: page.next })}
            prefetch={false}
            className={buttonClass('quiet')}
          >
            {t('users.more')}
          </Link>
        )}
      </div>
    </>
  )
}

const columnsOf = (t: Words, moment: MomentSettings): Column<UserRow>[] => [
  {
    key: 'name',
    head: t('users.columns.name'),
    cell: (user) => personCell({ ...user, href: `/users/${user.id}` }),
  },
  {
    key: 'contact',
    head: t('users.columns.contact'),
    desk: true,
    cell: ({ email, mobile }) => ({ text: email, look: 'soft', under: mobile }),
  },
  {
    key: 'state',
    head: t('users.columns.state'),
    cell: ({ state, mainAdministrator }) => [
      { text: t(`users.state.${state}`), badge: STATE_TONES[state] },
      mainAdministrator && { text: t('users.main_administrator'), badge: 'brand' },
    ],
  },
  {
    key: 'last',
    head: t('users.columns.last'),
    label: true,
    cell: ({ lastSignInAt: at }) =>
      at ? { ...momentCell(at, moment), look: 'soft' } : soft(t('users.never')),
  },
]

/** Says why there is nothing, and what to do. */
function Empty({ t, asked }: { t: Words; asked: ListUsersInput }) {
  return (
    <div className="card p-10 text-center">
      <p className="mb-3">{asked.q ? t('users.empty.search', { q: asked.q }) : t('users.empty.state')}</p>
      <Link href="/users" prefetch={false} className="link">
        {t('users.empty.all')}
      </Link>
    </div>
  )
}
