import type { Metadata } from 'next'
import { ViewAs } from '@/components/grants/view-as'
import { viewAsInput } from '@/lib/identity/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { viewedSubject } from '@/lib/identity/sessions/view-as'
import { context } from '@/lib/infra/context'
import { personLabel } from '@/lib/kernel/person'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { viewAsAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.view.as') }
}

export default async function ViewAsPage({ searchParams }: Props) {
  const actor = await requireActor()
  const [t, asked] = [await words(), viewAsInput.safeParse(await searchParams)]
  const viewed = await found(async () => {
    authorize(actor, 'user:view_as')
    const subject = asked.success ? await viewedSubject(actor, asked.data, context()) : null
    if (!subject) throw new NotFound('nobody to look at')
    return subject
  })
  const { kind, id } = viewed.subject
  return (
    <ViewAs
      t={t}
      name={
        viewed.subject.kind === 'user'
          ? personLabel({ name: viewed.fullName, account: viewed.name })
          : viewed.name
      }
      field={kind === 'user' ? 'user' : 'line'}
      id={id}
      proven={provenRecently(actor, actor.now)}
      action={viewAsAction}
    />
  )
}
