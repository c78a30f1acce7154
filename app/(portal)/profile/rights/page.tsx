import type { Metadata } from 'next'
import Link from 'next/link'
import { RightsInSentences } from '@/components/grants/sentences'
import { grantName } from '@/components/grants/wording'
import { Card, PageHead } from '@/components/ui/card'
import { Pager } from '@/components/ui/list/pager'
import { getOwnFrame, listDeciders } from '@/lib/grants/queries'
import { ownRightsInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { personLabel } from '@/lib/kernel/person'
import { ownTarget } from '@/lib/rights/subject'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.mine.title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OwnRightsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const { skip } = ownRightsInput.parse(await searchParams)
  const [frame, deciders, wording] = await Promise.all([
    found(() => getOwnFrame(actor, skip, context())),
    found(() => listDeciders(actor, context())),
    loadWording(actor),
  ])
  const { t } = wording
  const framed = { ...wording, frame }
  const places =
    frame.places.length > 0 ? frame.places : [{ key: 'company', target: ownTarget(actor.subject) }]
  return (
    <>
      <PageHead title={t('editor.mine.title')} text={t('editor.mine.text')} />
      <div className="grid grid-cols-1 gap-5">
        <Card title={t('editor.mine.deciders')}>
          {deciders.length === 0 ? (
            <p>{t('editor.mine.company_decides')}</p>
          ) : (
            <ul className="grid gap-1.5">
              {deciders.map(({ account, name, mainAdministrator }) => (
                <li key={account}>
                  {personLabel({ name, account })}
                  {mainAdministrator && (
                    <span className="text-soft">{` · ${t('rights.templates.main_administrator.name')}`}</span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Card>
        {actor.subject.kind === 'user' && (
          <Link href="/approvals" prefetch={false} className="link justify-self-start">
            {t('approvals.own')}
          </Link>
        )}
        {frame.grants.length > 0 && (
          <Card title={t('editor.mine.held')}>
            <ul className="grid gap-1.5">
              {frame.grants.map((grant) => (
                <li key={`${grant.id} ${grant.standsInFor}`}>{grantName(framed, grant)}</li>
              ))}
            </ul>
          </Card>
        )}
        {places.map((place) => (
          <Card
            key={place.key}
            title={
              place.key === 'company'
                ? t('users.profile.what')
                : t('editor.why.about', {
                    place:
                      'name' in place ? t(`rights.scopes.${place.scope.kind}`, { name: place.name }) : '',
                  })
            }
          >
            <RightsInSentences
              wording={framed}
              subject={actor.subject}
              now={actor.now}
              target={place.target}
              {...(actor.subject.kind === 'user' && { ask: place.key })}
            />
          </Card>
        ))}
        <Pager
          first={frame.skip > 0 ? '/profile/rights' : null}
          next={frame.next === null ? null : `/profile/rights?skip=${frame.next}`}
          words={{ first: t('editor.matrix.first_places'), more: t('editor.matrix.more_places') }}
        />
      </div>
    </>
  )
}
