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
import { loadWording } from '@/lib/web/wording'
import { undoChangeAction } from '../../actions'

type Props = { params: Promise<{ number: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.changes') }
}

export default async function ChangePage({ params }: Props) {
  const actor = await requireActor()
  const [change, wording, done] = await Promise.all([
    found(async () => {
      const asked = changeNumberInput.safeParse(await params)
      if (!asked.success) throw new NotFound('change')
      return getChange(actor, asked.data.number, context())
    }),
    loadWording(actor),
    justDone(),
  ])
  const open =
    actor.now.getTime() - change.at.getTime() < UNDO_WITHIN &&
    !change.undoneBy &&
    UNDOABLE.includes(change.kind)
  return (
    <div className="grid grid-cols-1 gap-5">
      <RightsHead t={wording.t} place="changes" />
      {done && <Note tone="done">{wording.t('editor.history.done', { number: change.number })}</Note>}
      <a href={`/rights/changes/${change.number}/pdf`} download className="link justify-self-start">
        {wording.t('editor.paper.take')}
      </a>
      <ChangeCard
        wording={{ ...wording, frame: change.frame }}
        change={change}
        moment={wording.moment}
        undo={open && actorCan(actor, 'right:grant') ? undoChangeAction : null}
      />
    </div>
  )
}
