import type { Metadata } from 'next'
import { LineList } from '@/components/subscriptions/line-list'
import { RecentMoves } from '@/components/subscriptions/recent-moves'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { actorCan, reachesAll } from '@/lib/rights/actor'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listMoves } from '@/lib/subscriptions/moves/list-moves'
import { listLineFilters } from '@/lib/subscriptions/queries'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { linesDone } from '@/lib/web/lines-done'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { undoMoveAction } from './actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('lines.title') }
}

export default async function LinesPage({ searchParams }: Props) {
  const actor = await requireActor()
  const asked = listLinesInput.parse(await searchParams)
  const [t, format, locale, page, filters, moves, done] = await Promise.all([
    words(),
    loadFormat(),
    screenLocale(),
    found(() => listLines(actor, asked, context())),
    found(() => listLineFilters(actor, context(), asked)),
    found(() => listMoves(actor, context())),
    justDone(),
  ])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  return (
    <LineList
      t={t}
      format={format}
      moment={moment}
      company={actor.company.name}
      part={!reachesAll(actor, 'line:view')}
      asked={asked}
      page={page}
      filters={filters}
      mayEdit={actorCan(actor, 'line:edit')}
      done={linesDone(done)}
      moves={<RecentMoves t={t} moves={moves} moment={moment} undo={undoMoveAction} />}
    />
  )
}
