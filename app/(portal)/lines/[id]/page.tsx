import type { Metadata } from 'next'
import { cache } from 'react'
import { LineCost } from '@/components/billing/line-cost'
import { WhoMay } from '@/components/grants/who-may'
import { whyNotName } from '@/components/grants/wording'
import { Lacking } from '@/components/shell/lacking'
import { LineCard } from '@/components/subscriptions/line-card'
import { lineCosts } from '@/lib/billing/reports/line-costs'
import { listWhoMay } from '@/lib/grants/people/who-may'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { explain } from '@/lib/rights/explain'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { lineIdInput } from '@/lib/subscriptions/schema'
import { found, requireActor, titleOf } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { editLineAction, showSimCodesAction } from '../actions'

type Props = { params: Promise<{ id: string }> }

/** What stands greyed out where it is not allowed. */
const ASKED_FOR = ['usage:view', 'sim_codes:view', 'line:edit'] as const
/** So many who may see the line are named on its page; the rights of its number name all. */
const WHO_SHOWN = 20

/** Once a request: for the title and for the page. */
const lineOf = cache((actor: Actor, given: string) => {
  const asked = lineIdInput.safeParse({ id: given })
  if (!asked.success) throw new NotFound('line')
  return getLine(actor, asked.data.id, context())
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = async (actor: Actor) => (await lineOf(actor, (await params).id)).number
  return { title: await titleOf(name, (await words())('lines.title')) }
}

export default async function LinePage({ params }: Props) {
  const actor = await requireActor()
  const [line, costs, who] = await found(async () => {
    const line = await lineOf(actor, (await params).id)
    const { id } = line
    return Promise.all([
      line,
      actorCan(actor, 'bill:view') ? lineCosts(actor, id, context()) : null,
      actorCan(actor, 'user:view')
        ? listWhoMay(actor, { fn: 'line:view', scope: { kind: 'line', id } }, context(), WHO_SHOWN)
        : null,
    ])
  })
  const target = lineTarget(actor, line)
  const [t, format, locale, done] = await Promise.all([words(), loadFormat(), screenLocale(), justDone()])
  const lacking = ASKED_FOR.flatMap((fn) => {
    const answer = explain(actor.subject, fn, target, actor.now)
    return answer.allowed || actor.subject.kind === 'number'
      ? []
      : [{ fn, why: whyNotName(t, answer.whyNot) }]
  })
  return (
    <LineCard
      t={t}
      format={format}
      line={line}
      moment={{ locale, timeZone: env().MARKET.timeZone, now: actor.now }}
      saved={done === 'saved'}
      edit={actorCan(actor, 'line:edit', target) ? editLineAction : null}
      showCodes={actorCan(actor, 'sim_codes:view', target) ? showSimCodesAction : null}
      mayItemise={actorCan(actor, 'usage:view', target)}
      lacks={lacking.map(({ fn, why }) => (
        <Lacking key={fn} t={t} fn={fn} why={why} on={`line:${line.id}`} />
      ))}
    >
      {costs && <LineCost t={t} format={format} months={costs} />}
      {who && (
        <WhoMay
          wording={{ t, locale, timeZone: env().MARKET.timeZone, frame: who.frame }}
          title={t('lines.who')}
          text={t('lines.who_text', { company: actor.company.name })}
          people={who.people}
          more={who.more}
          mayLook={actorCan(actor, 'right:view')}
        />
      )}
    </LineCard>
  )
}
