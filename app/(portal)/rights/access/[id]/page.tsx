import type { Metadata } from 'next'
import { AccessReview } from '@/components/grants/access-review'
import { PageHead } from '@/components/ui/card'
import { getReviewItems } from '@/lib/grants/reviews/review-queries'
import { reviewedName, reviewedPlace } from '@/lib/grants/reviews/review-report'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { closeReviewAction, decideReviewAction } from '../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.access.title') }
}

export default async function AccessReviewPage({ params }: Props) {
  const actor = await requireActor()
  const [review, { t, moment }] = await Promise.all([
    found(async () => {
      const asked = draftIdInput.safeParse(await params)
      if (!asked.success) throw new NotFound('review')
      return getReviewItems(actor, asked.data.id, context())
    }),
    loadWording(actor),
  ])
  const rows = review.rows.map((row) => ({
    ...row,
    what: reviewedName(t, row.what),
    scope: reviewedPlace(t, row.scope, context().market),
  }))
  return (
    <>
      <PageHead title={t('editor.access.title')} text={t('editor.access.text')} />
      <AccessReview
        t={t}
        moment={moment}
        review={{ ...review, rows }}
        proven={provenRecently(actor, actor.now)}
        actions={{ decideReviewAction, closeReviewAction }}
      />
    </>
  )
}
