import type { Metadata } from 'next'
import { Review } from '@/components/grants/preview'
import { PageHead } from '@/components/ui/card'
import { getReviewToDecide } from '@/lib/approvals/get-review-to-decide'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { applyChangeAction } from '../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.reviewed.head') }
}

export default async function ReviewPage({ params }: Props) {
  const actor = await requireActor()
  const [review, wording] = await Promise.all([
    found(async () => {
      const asked = draftIdInput.safeParse(await params)
      if (!asked.success) throw new NotFound('draft')
      return getReviewToDecide(actor, asked.data.id, context())
    }),
    loadWording(actor),
  ])
  const person = review.groups.length === 1 && review.people === 1 ? review.groups[0]?.people[0] : null
  const back = person ? `/rights/people/${person.id}` : review.numbers > 0 ? '/rights/numbers' : '/rights'
  return (
    <>
      <PageHead title={wording.t('editor.reviewed.head')} text={wording.t('editor.reviewed.text')} />
      <Review
        wording={{ ...wording, frame: review.frame }}
        review={review}
        moment={wording.moment}
        proven={provenRecently(actor, actor.now)}
        apply={applyChangeAction}
        back={back}
      />
    </>
  )
}
