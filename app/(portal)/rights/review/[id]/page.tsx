import type { Metadata } from 'next'
import { Review } from '@/components/grants/review'
import { PageHead } from '@/components/ui/card'
import { getReviewToDecide } from '@/lib/approvals/get-review-to-decide'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { telling } from '@/lib/web/told'
import { applyChangeAction } from '../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.reviewed.head') }
}

export default async function ReviewPage({ params }: Props) {
  const actor = await requireActor()
  const [review, told] = await Promise.all([
    found(async () => {
      const asked = draftIdInput.safeParse(await params)
      if (!asked.success) throw new NotFound('draft')
      return getReviewToDecide(actor, asked.data.id, context())
    }),
    telling(actor),
  ])
  const person = review.groups.length === 1 && review.people === 1 ? review.groups[0]?.people[0] : null
  const back = person ? `/rights/people/${person.id}` : review.numbers > 0 ? '/rights/numbers' : '/rights'
  return (
    <>
      <PageHead title={told.t('editor.reviewed.head')} text={told.t('editor.reviewed.text')} />
      <Review
        told={{ ...told, frame: review.frame }}
        review={review}
        moment={told.moment}
        proven={provenRecently(actor, actor.now)}
        apply={applyChangeAction}
        back={back}
      />
    </>
  )
}
