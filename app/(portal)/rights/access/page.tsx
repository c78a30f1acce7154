import type { Metadata } from 'next'
import { ReviewList } from '@/components/grants/access-review'
import { PageHead } from '@/components/ui/card'
import { listReviews } from '@/lib/grants/reviews/review-queries'
import { context } from '@/lib/infra/context'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { beginReviewAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.access.title') }
}

export default async function AccessReviewsPage() {
  const actor = await requireActor()
  const [reviews, { t, moment }] = await Promise.all([
    found(() => listReviews(actor, context())),
    loadWording(actor),
  ])
  return (
    <>
      <PageHead title={t('editor.access.title')} text={t('editor.access.text')} />
      <ReviewList t={t} moment={moment} reviews={reviews} begin={beginReviewAction} />
    </>
  )
}
