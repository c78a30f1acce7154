import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class'
import { PageHead, type Tone } from '@/components/ui/card'
import { momentCell, personCell, soft } from '@/components/ui/list/cells'
import { type Columns, List } from '@/components/ui/list/list'
import type { MomentSettings } from '@/components/ui/moment'
import { type ListUsersInput, USERS } from '@/lib/company/schema'
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

/** The company's users. */
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
      <List
        t={t}
        caption={t('users.title')}
        path="/users"
        listing={USERS}
        asked={asked}
        search={{ label: t('users.search'), most: 100 }}
        filters={[
          {
            name: 'state',
            label: t('users.columns.state'),
            value: asked.state,
            options: (['all', 'active', 'waiting', 'disputed', 'suspended'] as const).map((state) => [
              state,
              state === 'all' ? `${t('users.columns.state')}: ${t('list.any')}` : t(`users.states.${state}`),
            ]),
          },
        ]}
        sorts={{ name: t('users.sorts.name'), last: t('users.sorts.last') }}
        columns={columnsOf(t, moment)}
        rows={page.rows}
        keyOf={({ id }) => id}
        next={page.next}
        words={{
          none: t('users.empty.state'),
          nothing: asked.q ? t('users.empty.search', { q: asked.q }) : t('users.empty.state'),
          all: t('users.empty.all'),
        }}
      />
    </>
  )
}

const columnsOf = (t: Words, moment: MomentSettings): Columns<UserRow> => [
  {
    key: 'name',
    head: t('users.columns.name'),
    sort: 'name',
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
    sort: 'last',
    label: true,
    cell: ({ lastSignInAt: at }) =>
      at ? { ...momentCell(at, moment), look: 'soft' } : soft(t('users.never')),
  },
]
