import type { Metadata } from 'next'
import { ChangeCard } from '@/components/grants/change-list'
import { RightsHead } from '@/components/grants/rights-tabs'
import { Note } from '@/components/ui/card'
import { getChange } from '@/lib/grants/changes/list-changes'
import { UNDO_WITHIN, UNDOABLE } from '@/lib/grants/rules'
import { changeNumberInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { words } from '@/lib/web/request'
import { telling } from '@/lib/web/told'
import { undoChangeAction } from '../../actions'

type Props = { params: Promise<{ number: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.changes') }
}

export default async function ChangePage({ params }: Props) {
  const actor = await requireActor()
  const [change, told, done] = await Promise.all([
    found(async () => {
      const asked = changeNumberInput.safeParse(await params)
      if (!asked.success) throw new NotFound('change')
      return getChange(actor, asked.data.number, context())
    }),
    telling(actor),
    justDone(),
  ])
  const open =
    actor.now.getTime() - change.at.getTime() < UNDO_WITHIN &&
    !change.undoneBy &&
    UNDOABLE.includes(change.kind)
  return (
    <div className="grid grid-cols-1 gap-5">
      <RightsHead t={told.t} place="changes" />
      {done && <Note tone="done">{told.t('editor.history.done', { number: change.number })}</Note>}
      <a href={`/rights/changes/${change.number}/pdf`} download className="link justify-self-start">
        {told.t('editor.paper.take')}
      </a>
      <ChangeCard
        told={{ ...told, frame: change.frame }}
        change={change}
        moment={told.moment}
        undo={open && actorCan(actor, 'right:grant') ? undoChangeAction : null}
      />
    </div>
  )
}
