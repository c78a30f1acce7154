import type { Metadata } from 'next'
import Link from 'next/link'
import { ChangeList } from '@/components/grants/change-list'
import { LimitForm } from '@/components/grants/numbers'
import { RightsHead } from '@/components/grants/rights-tabs'
import { RightsInSentences } from '@/components/grants/sentences'
import { WhoMay } from '@/components/grants/who-may'
import { NO_FRAME } from '@/components/grants/wording'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { listChanges } from '@/lib/grants/changes/list-changes'
import { getNumber } from '@/lib/grants/numbers/list-numbers'
import { listWhoMay } from '@/lib/grants/people/who-may'
import { draftIdInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { limitNumbersAction } from '../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.numbers') }
}

export default async function NumberRightsPage({ params }: Props) {
  const actor = await requireActor()
  const [number, who, history] = await found(async () => {
    const asked = draftIdInput.safeParse(await params)
    if (!asked.success) throw new NotFound('number')
    const { id } = asked.data
    return Promise.all([
      getNumber(actor, id, context()),
      listWhoMay(actor, { fn: 'line:view', scope: { kind: 'line', id } }, context()),
      listChanges(actor, { number: id }, context()),
    ])
  })
  const wording = { ...(await loadWording(actor)), frame: NO_FRAME }
  const { t } = wording
  const mayLimit = actorCan(actor, 'number_ceiling:edit', {
    companyId: actor.subject.companyId,
    lineId: number.id,
    accountId: number.accountId,
    centreId: number.costCentreId,
  })
  return (
    <>
      <RightsHead t={t} place="numbers" />
      <h2 className="mb-4 font-semibold text-xl tabular-nums">
        {[number.number, number.holder, number.costCentre].filter(Boolean).join(' · ')}
      </h2>
      {actorCan(actor, 'user:view_as') && (
        <p className="mb-4">
          <Link href={`/rights/view?line=${number.id}`} prefetch={false} className="link">
            {t('editor.view.as')}
          </Link>
        </p>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title={t('editor.numbers.itself')}>
          <RightsInSentences wording={wording} subject={number.subject} now={actor.now} />
          {mayLimit && (
            <Disclosure summary={t('editor.numbers.limit_one')}>
              <LimitForm
                t={t}
                left={number.functions}
                version={number.version}
                hidden={{ numbers: number.id }}
                action={limitNumbersAction}
              />
            </Disclosure>
          )}
        </Card>
        <WhoMay
          wording={{ ...wording, frame: who.frame }}
          title={t('editor.who.with_number')}
          text={t('editor.who.with_number_text')}
          people={who.people}
          more={who.more}
          mayLook
          detail={{ target: who.place.target, now: actor.now, of: actor.subject }}
        />
      </div>
      <h2 className="mt-8 mb-3 font-semibold text-lg">{t('editor.tabs.history')}</h2>
      <ChangeList t={t} rows={history.rows} moment={wording.moment} />
    </>
  )
}
